"""Text: headings, markdown, captions, code, formulas, raw html, dividers, badges."""

import os

from _crosswire.api import draw, element, file_asset, formula, markdown
from streamlit import errors
from streamlit.elements.labelled import checked_width, help_text

DIVIDER_COLORS = ("blue", "green", "orange", "red", "violet", "gray", "grey", "rainbow")
BADGE_COLORS = ("red", "orange", "yellow", "blue", "green", "violet", "gray", "grey", "primary")


def _aligned(text_alignment, wrap):
    if text_alignment not in ("left", "center", "right", "justify"):
        raise errors.StreamlitAPIException(f"Invalid text_alignment: {text_alignment!r}.")
    return {"text_alignment": text_alignment, "wrap": wrap}


def _heading(dg, kind, body, anchor, help, icon, divider, width, text_alignment, wrap):
    if divider not in (None, False, True) and divider not in DIVIDER_COLORS:
        raise errors.StreamlitAPIException(f"Invalid divider: {divider!r}. It is a bool or one of {DIVIDER_COLORS}.")
    if anchor is not None and anchor is not False and not isinstance(anchor, str):
        raise errors.StreamlitAPIException(f"Anchor parameter has invalid value: {anchor!r}.")
    return draw(
        dg,
        kind,
        {
            "body": markdown(body, inline=True),
            "anchor": anchor,
            "help": help_text(help),
            "icon": shown_icon(icon),
            "divider": divider or None,
            "width": checked_width(width),
            **_aligned(text_alignment, wrap),
        },
    )


def shown_icon(icon):
    """An icon as the page draws it: an emoji, or the name of a Material symbol as markdown."""
    return None if not icon else markdown(icon, inline=True)


@element
def title(dg, body, anchor=None, *, help=None, icon=None, width="stretch", text_alignment="left", wrap=True):
    return _heading(dg, "title", body, anchor, help, icon, None, width, text_alignment, wrap)


@element
def header(
    dg, body, anchor=None, *, help=None, icon=None, divider=False, width="stretch", text_alignment="left", wrap=True
):
    return _heading(dg, "header", body, anchor, help, icon, divider, width, text_alignment, wrap)


@element
def subheader(
    dg, body, anchor=None, *, help=None, icon=None, divider=False, width="stretch", text_alignment="left", wrap=True
):
    return _heading(dg, "subheader", body, anchor, help, icon, divider, width, text_alignment, wrap)


@element(name="markdown")
def markdown_element(
    dg,
    body,
    unsafe_allow_html=False,
    *,
    help=None,
    width="auto",
    text_alignment="left",
    anchors=True,
    wrap=True,
):
    width = "stretch" if width == "auto" else checked_width(width)
    props = {"body": markdown(body, html=bool(unsafe_allow_html)), "help": help_text(help), "width": width}
    return draw(dg, "markdown", {**props, **_aligned(text_alignment, wrap)})


@element
def caption(dg, body, unsafe_allow_html=False, *, help=None, width="stretch", text_alignment="left", wrap=True):
    props = {"body": markdown(body, html=bool(unsafe_allow_html)), "help": help_text(help)}
    return draw(dg, "caption", {**props, "width": checked_width(width), **_aligned(text_alignment, wrap)})


@element
def text(dg, body, *, help=None, width="content", text_alignment="left", wrap=True):
    props = {"body": str(body), "help": help_text(help), "width": checked_width(width)}
    return draw(dg, "text", {**props, **_aligned(text_alignment, wrap)})


@element
def badge(dg, label, *, icon=None, color="blue", width="content", help=None):
    if color not in BADGE_COLORS:
        raise errors.StreamlitAPIException(f"Invalid badge color: {color!r}. It is one of {BADGE_COLORS}.")
    props = {"label": markdown(label, inline=True), "icon": shown_icon(icon), "help": help_text(help)}
    return draw(dg, "badge", {**props, "color": color.replace("grey", "gray"), "width": checked_width(width)})


@element
def code(dg, body, language="python", *, line_numbers=False, wrap_lines=False, height="content", width="stretch"):
    return draw(
        dg,
        "code",
        {
            "body": str(body).strip("\n"),
            "language": language,
            "line_numbers": bool(line_numbers),
            "wrap_lines": bool(wrap_lines),
            "height": height,
            "width": checked_width(width),
        },
    )


@element
def latex(dg, body, *, help=None, width="stretch"):
    latex = body._repr_latex_().strip("$") if hasattr(body, "_repr_latex_") else str(body)
    return draw(dg, "latex", {"body": formula(latex), "help": help_text(help), "width": checked_width(width)})


@element
def divider(dg, *, width="stretch"):
    return draw(dg, "divider", {"width": checked_width(width, content=False)})


@element
def space(dg, size="small"):
    return draw(dg, "space", {"size": size})


@element
def html(dg, body, *, width="stretch", unsafe_allow_javascript=False):
    """Html as it is; a path to a file is read, and a style sheet stands as one."""
    source = _html_source(body)
    props = {"body": source, "scripts": bool(unsafe_allow_javascript), "width": checked_width(width)}
    return draw(dg, "html", props)


def _html_source(body):
    if hasattr(body, "_repr_html_"):
        return body._repr_html_()
    is_path = isinstance(body, os.PathLike) or (isinstance(body, str) and _names_a_file(body))
    if not is_path:
        return str(body)
    with open(body, encoding="utf-8") as file:
        source = file.read()
    return f"<style>{source}</style>" if str(body).endswith(".css") else source


def _names_a_file(text):
    if "<" in text or "\n" in text or len(text) > 500:
        return False
    return os.path.isfile(text)


@element
def iframe(dg, src, *, width="stretch", height="content", tab_index=None, alt=None):
    """A frame of its own around an address, a file, or html."""
    text = os.fspath(src)
    props = {"width": width, "height": height, "tab_index": tab_index, "alt": alt}
    if text.startswith(("http://", "https://", "data:", "/")) and not os.path.isfile(text):
        return draw(dg, "iframe", {"src": text, **props})
    if "<" not in text and os.path.isfile(text):
        return draw(dg, "iframe", {"src": file_asset(os.path.abspath(text)), **props})
    return draw(dg, "iframe", {"srcdoc": text, **props})
