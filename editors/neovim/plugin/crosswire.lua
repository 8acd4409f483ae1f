--- Commands that exist before the plugin has been set up. Nothing of it is loaded until one is used.

if vim.g.loaded_crosswire then
  return
end
vim.g.loaded_crosswire = true

vim.api.nvim_create_user_command("CrosswirePreview", function(args)
  if args.bang then
    require("crosswire.preview").stop()
  else
    require("crosswire.preview").start()
  end
end, { bang = true, desc = "Open the live preview of this app or component (! stops it)" })

vim.api.nvim_create_user_command("CrosswireInspect", function(args)
  require("crosswire.inspect").open(args.args)
end, { nargs = "?", complete = "file", desc = "Show what crosswire understood of this workspace" })
