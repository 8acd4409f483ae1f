--- How Neovim starts crosswire: `vim.lsp.enable("crosswire")` finds this file on the runtime path.

---@type vim.lsp.Config
return {
  cmd = { "crosswire", "lsp" },
  filetypes = {
    "python",
    "javascript",
    "javascriptreact",
    "typescript",
    "typescriptreact",
    "html",
    "css",
  },
  root_markers = { { "crosswire.toml", "pyproject.toml" }, ".git" },
}
