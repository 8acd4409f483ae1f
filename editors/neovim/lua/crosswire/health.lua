--- `:checkhealth crosswire`.

local M = {}

function M.check()
  local health = vim.health
  health.start("crosswire")
  if require("crosswire").supported() then
    health.ok("Neovim " .. tostring(vim.version()))
  else
    health.error("Neovim 0.11 or newer is needed", "Update Neovim")
    return
  end

  local config = vim.lsp.config.crosswire
  local program = config and type(config.cmd) == "table" and config.cmd[1] or "crosswire"
  if vim.fn.executable(program) == 1 then
    local version = vim.trim(vim.fn.system({ program, "--version" }))
    health.ok(("%s (%s)"):format(version, vim.fn.exepath(program)))
  else
    health.error(("`%s` cannot be run"):format(program), {
      "Install it: cargo install --path . in a checkout of crosswire",
      'or name it: require("crosswire").setup({ cmd = { "/path/to/crosswire", "lsp" } })',
    })
  end

  if vim.lsp.is_enabled("crosswire") then
    health.ok("the server is enabled")
  else
    health.warn("the server is not enabled", 'Call require("crosswire").setup() or vim.lsp.enable("crosswire")')
  end
  local clients = vim.lsp.get_clients({ name = "crosswire" })
  health.info(("running for %d workspace(s)"):format(#clients))
  for _, client in ipairs(clients) do
    health.info("  " .. (client.root_dir or "single file"))
  end

  for _, language in ipairs({ "python", "javascript", "html", "css" }) do
    local found = pcall(vim.treesitter.language.add, language) and vim.treesitter.language.add(language)
    if found then
      health.ok(("tree-sitter parser for %s"):format(language))
    else
      health.warn(("no tree-sitter parser for %s: embedded texts stay uncoloured"):format(language))
    end
  end
end

return M
