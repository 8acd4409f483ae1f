"""The page itself: its title and layout, links to other pages."""

from _crosswire import navigation
from _crosswire.api import change_page, command, draw, element, markdown
from streamlit import errors
from streamlit.elements.labelled import checked_width, help_text, stretched
from streamlit.elements.media import as_source
from streamlit.elements.text import shown_icon

LAYOUTS = ("centered", "wide")
SIDEBARS = ("auto", "expanded", "collapsed", "locked")


@command
def set_page_config(page_title=None, page_icon=None, layout=None, initial_sidebar_state=None, menu_items=None):
    """What is given changes; what is not stays as it is."""
    if layout is not None and layout not in LAYOUTS:
        raise errors.StreamlitValueError("layout", [repr(each) for each in LAYOUTS])
    is_width = isinstance(initial_sidebar_state, int) and initial_sidebar_state > 0
    if initial_sidebar_state is not None and initial_sidebar_state not in SIDEBARS and not is_width:
        raise errors.StreamlitValueError("initial_sidebar_state", [repr(each) for each in SIDEBARS])
    given = {
        "page_title": None if page_title is None else str(page_title),
        "page_icon": None if page_icon is None else _page_icon(page_icon),
        "layout": layout,
        "initial_sidebar_state": initial_sidebar_state,
    }
    change_page("config", props={name: value for name, value in given.items() if value is not None})


def _page_icon(icon):
    """An emoji or a symbol as text, a picture as a source."""
    if isinstance(icon, str) and "." not in icon and "/" not in icon.replace(":material/", ""):
        return icon
    return as_source(icon)


@element
def page_link(
    dg,
    page,
    *,
    label=None,
    icon=None,
    icon_position="left",
    help=None,
    disabled=False,
    use_container_width=None,
    width="content",
    query_params=None,
):
    props = {
        "icon": shown_icon(icon or getattr(page, "icon", None)),
        "icon_position": icon_position,
        "help": help_text(help),
        "disabled": bool(disabled),
        "width": checked_width(stretched(width, use_container_width)),
        **_target(page, label),
    }
    return draw(dg, "page_link", props)


def _target(page, label):
    """Where a link leads, and what it says: an address, a page object, or a file of the app's."""
    if isinstance(page, str) and page.startswith(("http://", "https://")):
        if label is None:
            raise errors.StreamlitMissingRequiredParameterError(
                "label", detail="An external link has no title of its own."
            )
        return {"url": page, "page": None, "label": markdown(label, inline=True)}
    known = _known_page(page)
    title = label or getattr(known, "title", None) or str(page)
    return {"url": None, "page": getattr(known, "_script_hash", None), "label": markdown(title, inline=True)}


def _known_page(page):
    """The page object of a page, found by its file where a path is given."""
    if hasattr(page, "_script_hash"):
        return page
    return navigation.find_page(page)
