--- Sets crosswire up: the language server, its code lenses, and what the preview asks of the editor.

local M = {}

---@class crosswire.Options
---@field cmd? string[] how the server is started; default { "crosswire", "lsp" }
---@field codelens? boolean whether code lenses are shown and kept fresh; default true
---@field inlay_hints? boolean whether inlay hints are shown; default false, as Neovim's own
---@field settings? table sent to the server as the section `crosswire`

local defaults = { codelens = true, inlay_hints = false }

--- Whether this Neovim has what the plugin needs.
---@return boolean
function M.supported()
  return vim.fn.has("nvim-0.11") == 1
end

---@param client vim.lsp.Client
---@param buffer integer
---@param options crosswire.Options
local function attach(client, buffer, options)
  if options.inlay_hints and client:supports_method("textDocument/inlayHint") then
    vim.lsp.inlay_hint.enable(true, { bufnr = buffer })
  end
  if options.codelens and client:supports_method("textDocument/codeLens") then
    local refresh = function()
      vim.lsp.codelens.refresh({ bufnr = buffer })
    end
    vim.api.nvim_create_autocmd({ "BufEnter", "InsertLeave", "TextChanged" }, {
      group = vim.api.nvim_create_augroup("crosswire.codelens." .. buffer, {}),
      buffer = buffer,
      callback = refresh,
    })
    refresh()
  end
end

--- Puts the places that a code lens counts into the quickfix list.
---@param command lsp.Command
---@param context { client_id: integer }
local function show_references(command, context)
  local client = vim.lsp.get_client_by_id(context.client_id)
  local locations = command.arguments[3]
  local encoding = client and client.offset_encoding or "utf-16"
  vim.fn.setqflist({}, " ", { title = command.title, items = vim.lsp.util.locations_to_items(locations, encoding) })
  vim.cmd.copen()
end

--- Starts crosswire for every buffer that it understands.
---@param options? crosswire.Options
function M.setup(options)
  if not M.supported() then
    vim.notify("crosswire needs Neovim 0.11 or newer", vim.log.levels.ERROR)
    return
  end
  options = vim.tbl_extend("force", defaults, options or {})
  -- A plugin manager that adds this folder late does not load its plugin files.
  vim.cmd.runtime("plugin/crosswire.lua")
  vim.lsp.config("crosswire", {
    cmd = options.cmd,
    settings = options.settings and { crosswire = options.settings } or nil,
    capabilities = {
      experimental = { crosswire = { commands = { "crosswire.preview", "crosswire.showReferences" } } },
    },
    handlers = { ["crosswire/preview"] = require("crosswire.preview").told },
  })
  vim.lsp.commands["crosswire.preview"] = function(command)
    require("crosswire.preview").start(command.arguments[1].uri)
  end
  vim.lsp.commands["crosswire.showReferences"] = show_references
  vim.api.nvim_create_autocmd("LspAttach", {
    group = vim.api.nvim_create_augroup("crosswire", {}),
    callback = function(event)
      local client = vim.lsp.get_client_by_id(event.data.client_id)
      if client and client.name == "crosswire" then
        attach(client, event.buf, options)
      end
    end,
  })
  vim.lsp.enable("crosswire")
end

--- The client that serves a buffer, and a plain word where there is none.
---@param buffer? integer
---@return vim.lsp.Client?
function M.client(buffer)
  local client = vim.lsp.get_clients({ name = "crosswire", bufnr = buffer or 0 })[1]
  if not client then
    vim.notify("crosswire does not run for this buffer; :checkhealth crosswire says why", vim.log.levels.WARN)
  end
  return client
end

return M
