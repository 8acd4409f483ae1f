--- The live preview: started by the server, shown in the browser; a click there jumps here by `window/showDocument`.

local M = {}

---@class crosswire.Preview
---@field id string
---@field url string
---@field inspectorUrl string

--- The previews that run, by the server's id.
---@type table<string, crosswire.Preview>
M.running = {}

--- The newest of them.
---@type string?
local newest

--- Opens the preview of a file, by default of this buffer's.
---@param uri? string
function M.start(uri)
  local client = require("crosswire").client()
  if not client then
    return
  end
  uri = uri or vim.uri_from_bufnr(0)
  local command = { title = "Preview", command = "crosswire.preview.start", arguments = { { uri = uri } } }
  client:request("workspace/executeCommand", command, function(problem, preview)
    if problem then
      vim.notify("crosswire: " .. problem.message, vim.log.levels.ERROR)
      return
    end
    M.running[preview.id] = preview
    newest = preview.id
    local _, failure = vim.ui.open(preview.inspectorUrl)
    if failure then
      vim.notify("crosswire: the preview is at " .. preview.inspectorUrl)
    end
  end)
end

--- Stops the preview that was started last.
function M.stop()
  local client = require("crosswire").client()
  if not client or not newest then
    vim.notify("crosswire: no preview runs")
    return
  end
  local id = newest
  local command = { title = "Stop preview", command = "crosswire.preview.stop", arguments = { { id = id } } }
  client:request("workspace/executeCommand", command, function(problem)
    if problem then
      vim.notify("crosswire: " .. problem.message, vim.log.levels.ERROR)
      return
    end
    M.running[id] = nil
    newest = next(M.running)
  end)
end

--- Hears how a preview fares.
---@param _ lsp.ResponseError?
---@param state { id: string, state: string, message: string? }
function M.told(_, state)
  if state.state == "stopped" then
    M.running[state.id] = nil
  end
  if state.state == "failed" and state.message then
    vim.notify("crosswire preview: " .. state.message, vim.log.levels.WARN)
  end
end

return M
