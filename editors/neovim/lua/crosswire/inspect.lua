--- `:CrosswireInspect`: what the command line's `inspect` says, in a window.

local M = {}

--- Shows what crosswire understood of a path, by default of the workspace.
---@param path string
function M.open(path)
  local client = vim.lsp.get_clients({ name = "crosswire", bufnr = 0 })[1]
  local program = client and client.config.cmd[1] or "crosswire"
  local place = path ~= "" and path or (client and client.root_dir) or vim.fn.getcwd()
  local started, problem = pcall(vim.system, { program, "inspect", place }, { text = true }, vim.schedule_wrap(function(done)
    M.show(done.code < 2 and done.stdout or done.stderr)
  end))
  if not started then
    vim.notify("crosswire: " .. problem, vim.log.levels.ERROR)
  end
end

--- Puts a text into a window of its own, which `q` closes.
---@param text string
function M.show(text)
  local buffer = vim.api.nvim_create_buf(false, true)
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, vim.split(vim.trim(text), "\n"))
  vim.bo[buffer].modifiable = false
  vim.bo[buffer].bufhidden = "wipe"
  vim.bo[buffer].filetype = "crosswire-inspect"
  vim.cmd.split()
  vim.api.nvim_win_set_buf(0, buffer)
  vim.keymap.set("n", "q", "<Cmd>close<CR>", { buffer = buffer, desc = "Close" })
end

return M
