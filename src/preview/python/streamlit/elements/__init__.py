"""Every element of the module, one subject a file; importing them registers them."""
