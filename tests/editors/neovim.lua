-- Drives a headless Neovim through its own API: run by tests/editors/run with a copy of the fixture as its folder.
-- Ends with status 1 and says which step failed.

local PATIENCE = 5000
local root = assert(os.getenv("CROSSWIRE_ROOT"), "CROSSWIRE_ROOT names the checkout")
local program = assert(os.getenv("CROSSWIRE"), "CROSSWIRE names the program")

vim.opt.rtp:prepend(root .. "/editors/neovim")
vim.cmd("filetype plugin on")
vim.cmd.runtime("plugin/crosswire.lua")
vim.cmd("helptags " .. vim.fn.fnameescape(root .. "/editors/neovim/doc"))

local opened = {}
vim.ui.open = function(url)
  table.insert(opened, url)
  return nil, nil
end

local function wait(what, condition)
  local value
  local fine = vim.wait(PATIENCE, function()
    value = condition()
    return value
  end, 20)
  assert(fine, "waited in vain for " .. what)
  return value
end

local function place(text, nth)
  local row, column
  for index, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local start = line:find(text, 1, true)
    if start then
      row, column = index, start - 1
      if (nth or 1) <= 1 then
        break
      end
      nth = nth - 1
    end
  end
  assert(row, "the buffer holds " .. text)
  vim.api.nvim_win_set_cursor(0, { row, column })
end

local function whole()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n")
end

local function codes()
  return vim.tbl_map(function(diagnostic)
    return diagnostic.code
  end, vim.diagnostic.get(0))
end

local function client()
  return vim.lsp.get_clients({ name = "crosswire", bufnr = 0 })[1]
end

--- Asks the server, as a key would.
local function ask(method, extra)
  local params = vim.lsp.util.make_position_params(0, client().offset_encoding)
  local answer = assert(client():request_sync(method, vim.tbl_extend("force", params, extra or {}), PATIENCE, 0))
  assert(not answer.err, method .. ": " .. vim.inspect(answer.err))
  return answer.result
end

local steps = {}

function steps.the_server_starts_and_finds_the_missing_callback()
  require("crosswire").setup({ cmd = { program, "lsp" } })
  vim.cmd.edit("app.py")
  wait("the client", client)
  wait("missing-callback", function()
    return vim.tbl_contains(codes(), "missing-callback")
  end)
end

function steps.its_quick_fix_adds_the_callback()
  place("pressed")
  vim.lsp.buf.code_action({
    apply = true,
    filter = function(action)
      return action.title:find("on_pressed_change", 1, true) ~= nil
    end,
  })
  wait("the edit", function()
    return whole():find("on_pressed_change=lambda: None", 1, true)
  end)
  wait("silence", function()
    return #codes() == 0
  end)
end

function steps.completion_offers_the_registered_keys()
  place('"count"')
  vim.api.nvim_win_set_cursor(0, { vim.api.nvim_win_get_cursor(0)[1], vim.api.nvim_win_get_cursor(0)[2] + 1 })
  local answer = ask("textDocument/completion")
  local labels = vim.tbl_map(function(item)
    return item.label
  end, answer.items or answer)
  assert(vim.tbl_contains(labels, "count"), vim.inspect(labels))
end

function steps.hover_tells_of_the_key()
  place("result.count")
  vim.api.nvim_win_set_cursor(0, { vim.api.nvim_win_get_cursor(0)[1], vim.api.nvim_win_get_cursor(0)[2] + 7 })
  local hover = ask("textDocument/hover")
  assert(vim.inspect(hover):find("state", 1, true), vim.inspect(hover))
end

function steps.a_rename_crosses_the_languages()
  place('"count", (')
  vim.api.nvim_win_set_cursor(0, { vim.api.nvim_win_get_cursor(0)[1], vim.api.nvim_win_get_cursor(0)[2] + 2 })
  vim.lsp.buf.rename("total")
  for _, text in ipairs({ 'setStateValue("total"', "on_total_change", "result.total" }) do
    wait(text, function()
      return whole():find(text, 1, true)
    end)
  end
end

function steps.code_lenses_are_shown()
  vim.lsp.codelens.refresh({ bufnr = 0 })
  wait("a lens that opens the preview", function()
    for _, lens in ipairs(vim.lsp.codelens.get(0)) do
      if lens.command and lens.command.command == "crosswire.preview" then
        return true
      end
    end
  end)
end

function steps.the_preview_starts_and_stops()
  vim.cmd.CrosswirePreview()
  local url = wait("the page", function()
    return opened[1]
  end)
  assert(url:match("^http://127%.0%.0%.1:%d+/"), url)
  local page = vim.system({ "curl", "--silent", "--fail", url }, { text = true }):wait()
  assert(page.code == 0 and page.stdout:find("<!doctype html>", 1, true), "the page answers: " .. vim.inspect(page))
  vim.cmd("CrosswirePreview!")
  wait("the end of the preview", function()
    return next(require("crosswire.preview").running) == nil
  end)
end

function steps.inspect_shows_a_window()
  vim.cmd.CrosswireInspect()
  wait("the window", function()
    return vim.bo.filetype == "crosswire-inspect"
  end)
  assert(whole():find("counter", 1, true), whole())
  vim.cmd.close()
end

function steps.health_and_help_are_there()
  vim.cmd("checkhealth crosswire")
  local report = whole()
  assert(report:find("crosswire 0", 1, true), report)
  assert(not report:find("ERROR", 1, true), report)
  vim.cmd.help("crosswire-setup")
end

function steps.injections_name_the_languages()
  local file = assert(io.open(root .. "/editors/neovim/queries/python/injections.scm"))
  local own = assert(io.open(root .. "/grammars/injections/python.scm"))
  assert(file:read("a") == "; extends\n" .. own:read("a"), "the plugin's copy of grammars/injections/python.scm is stale")
end

local order = {
  "the_server_starts_and_finds_the_missing_callback",
  "its_quick_fix_adds_the_callback",
  "completion_offers_the_registered_keys",
  "hover_tells_of_the_key",
  "a_rename_crosses_the_languages",
  "code_lenses_are_shown",
  "the_preview_starts_and_stops",
  "inspect_shows_a_window",
  "health_and_help_are_there",
  "injections_name_the_languages",
}

local failed = 0
for _, name in ipairs(order) do
  local fine, problem = xpcall(steps[name], debug.traceback)
  io.write(("%s %s\n"):format(fine and "ok    " or "FAILED", name:gsub("_", " ")))
  if not fine then
    failed = failed + 1
    io.write(tostring(problem) .. "\n")
  end
end
io.write(("%d of %d steps passed in Neovim %s\n"):format(#order - failed, #order, tostring(vim.version())))
vim.cmd(failed == 0 and "qall!" or "cquit! 1")
