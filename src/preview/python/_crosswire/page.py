"""What the script asks of the page itself, as opposed to something drawn in it."""

from _crosswire import context


def change_page(kind, **fields):
    """Tell the page: `config`, `navigation`, `query`, `logo` or `timer`, with the fields that the protocol gives it."""
    run = context.current()
    if run is not None:
        run.emit({"type": "page", "page": kind, **fields})
