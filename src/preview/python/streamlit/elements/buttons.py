"""Buttons: those that are true for one run, and those that lead elsewhere."""

import io
import os

from _crosswire.api import draw, element, embedded_bytes, form_of, markdown, widget
from streamlit import errors
from streamlit.elements.labelled import checked_width, form_rules, help_text, stretched
from streamlit.elements.text import shown_icon

TYPES = ("primary", "secondary", "tertiary")


def _face(label, type, icon, icon_position, help, disabled, width, use_container_width, shortcut):
    if type not in TYPES:
        raise errors.StreamlitAPIException(f"The type of a button is one of {TYPES}, not {type!r}.")
    return {
        "label": markdown(label, inline=True),
        "type": type,
        "icon": shown_icon(icon),
        "icon_position": icon_position,
        "help": help_text(help),
        "disabled": bool(disabled),
        "width": checked_width(stretched(width, use_container_width)),
        "shortcut": shortcut,
    }


def _outside_forms(dg, call):
    if form_of(dg) is not None:
        raise errors.StreamlitAPIException(
            f"`{call}` can't be used in an `st.form()`; `st.form_submit_button()` is the button of a form."
        )


@element
def button(
    dg,
    label,
    key=None,
    help=None,
    on_click=None,
    args=None,
    kwargs=None,
    *,
    type="secondary",
    icon=None,
    icon_position="left",
    disabled=False,
    use_container_width=None,
    width="content",
    shortcut=None,
    wrap=None,
):
    _outside_forms(dg, "st.button()")
    return widget(
        dg,
        "button",
        _face(label, type, icon, icon_position, help, disabled, width, use_container_width, shortcut),
        key=key,
        identity={"label": label, "icon": icon, "help": help, "type": type, "width": width, "shortcut": shortcut},
        keyed=(),
        default=False,
        trigger=True,
        parse=bool,
        on_change=on_click,
        args=args,
        kwargs=kwargs,
        form_value=False,
    )


@element
def form_submit_button(
    dg,
    label="Submit",
    help=None,
    on_click=None,
    args=None,
    kwargs=None,
    *,
    key=None,
    type="secondary",
    icon=None,
    icon_position="left",
    disabled=False,
    use_container_width=None,
    width="content",
    shortcut=None,
    wrap=None,
):
    form = form_of(dg)
    if form is None:
        raise errors.StreamlitAPIException("`st.form_submit_button()` must be used inside an `st.form()`.")
    return widget(
        dg,
        "form_submit_button",
        {
            **_face(label, type, icon, icon_position, help, disabled, width, use_container_width, shortcut),
            **form_rules(dg),
        },
        key=f"FormSubmitter:{form}-{label}" if key is None else key,
        identity={"label": label, "form": form, "type": type},
        keyed=(),
        default=False,
        trigger=True,
        parse=bool,
        on_change=on_click,
        args=args,
        kwargs=kwargs,
    )


@element
def download_button(
    dg,
    label,
    data,
    file_name=None,
    mime=None,
    key=None,
    help=None,
    on_click="rerun",
    args=None,
    kwargs=None,
    *,
    type="secondary",
    icon=None,
    icon_position="left",
    disabled=False,
    use_container_width=None,
    width="content",
    shortcut=None,
    wrap=None,
):
    _outside_forms(dg, "st.download_button()")
    content, kind, name = _download(data)
    props = _face(label, type, icon, icon_position, help, disabled, width, use_container_width, shortcut)
    return widget(
        dg,
        "download_button",
        {
            **props,
            "data": embedded_bytes(content, mime or kind),
            "file_name": file_name or name,
            "rerun": on_click != "ignore",
        },
        key=key,
        identity={"label": label, "icon": icon, "file_name": file_name, "mime": mime, "help": help, "type": type},
        keyed=(),
        default=False,
        trigger=True,
        parse=bool,
        on_change=on_click if callable(on_click) else None,
        args=args,
        kwargs=kwargs,
        form_value=False,
    )


def _download(data):
    """The bytes to download, their type and a name: of text, bytes, an open file, or a function that gives one."""
    if callable(data):
        data = data()
    if isinstance(data, str):
        return data.encode("utf-8"), "text/plain", "download.txt"
    if isinstance(data, (bytes, bytearray, memoryview)):
        return bytes(data), "application/octet-stream", "download.bin"
    if isinstance(data, io.TextIOBase):
        return data.read().encode("utf-8"), "text/plain", os.path.basename(getattr(data, "name", "download.txt"))
    if hasattr(data, "read"):
        data.seek(0)
        return data.read(), "application/octet-stream", os.path.basename(str(getattr(data, "name", "download.bin")))
    raise errors.StreamlitAPIException(f"Invalid data for st.download_button: {data.__class__.__name__}.")


@element
def link_button(
    dg,
    label,
    url,
    *,
    key=None,
    on_click="ignore",
    args=None,
    kwargs=None,
    help=None,
    type="secondary",
    icon=None,
    icon_position="left",
    disabled=False,
    use_container_width=None,
    width="content",
    shortcut=None,
    wrap=None,
):
    props = _face(label, type, icon, icon_position, help, disabled, width, use_container_width, shortcut)
    props["url"] = str(url)
    if on_click == "ignore":
        return draw(dg, "link_button", props)
    _outside_forms(dg, "st.link_button()")
    return widget(
        dg,
        "link_button",
        {**props, "rerun": True},
        key=key,
        identity={"label": label, "url": url, "type": type},
        keyed=(),
        default=False,
        trigger=True,
        parse=bool,
        on_change=on_click if callable(on_click) else None,
        args=args,
        kwargs=kwargs,
        form_value=False,
    )


@element
def menu_button(
    dg,
    label,
    options,
    *,
    key=None,
    help=None,
    on_click=None,
    args=None,
    kwargs=None,
    type="secondary",
    icon=None,
    disabled=False,
    width="content",
    format_func=str,
    wrap=None,
):
    """A button that opens a list; the option that was chosen, for one run."""
    _outside_forms(dg, "st.menu_button()")
    choices = list(options)
    shown = [str(format_func(option)) for option in choices]
    return widget(
        dg,
        "menu_button",
        {**_face(label, type, icon, "left", help, disabled, width, None, None), "options": shown},
        key=key,
        identity={"label": label, "options": shown, "type": type},
        keyed=(),
        default=None,
        trigger=True,
        parse=lambda raw: choices[shown.index(raw)] if raw in shown else None,
        on_change=on_click,
        args=args,
        kwargs=kwargs,
        form_value=False,
    )
