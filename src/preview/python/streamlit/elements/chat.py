"""Conversations: messages and the input below them."""

from _crosswire.api import bottom, element, form_of, main, open_block, widget, within
from streamlit import errors
from streamlit.elements.files import UploadedFile
from streamlit.elements.labelled import checked_width, labelled
from streamlit.elements.media import as_source
from streamlit.elements.text import shown_icon
from streamlit.util import AttributeDictionary

PRESETS = {"user": "user", "human": "user", "assistant": "assistant", "ai": "assistant"}


@element
def chat_message(dg, name, *, avatar=None, width="stretch"):
    if name is None:
        raise errors.StreamlitAPIException("A chat message needs the name of who says it.")
    props = {"name": str(name), "width": checked_width(width), **_avatar(name, avatar)}
    return open_block(dg, "chat_message", props)


def _avatar(name, avatar):
    """A preset face, a picture, an icon, or the first letter of the name."""
    if avatar is None or avatar in ("user", "assistant", "human", "ai"):
        return {"avatar": PRESETS.get(avatar or str(name).lower())}
    if isinstance(avatar, str) and (avatar.startswith(":") or len(avatar) <= 8 and "." not in avatar):
        return {"avatar": None, "icon": shown_icon(avatar)}
    return {"avatar": None, "image": as_source(avatar)}


class ChatInputValue(AttributeDictionary):
    """What a chat input with files gives: `text` and `files`."""


@element
def chat_input(
    dg,
    placeholder="Your message",
    *,
    key=None,
    max_chars=None,
    max_upload_size=None,
    accept_file=False,
    file_type=None,
    accept_audio=False,
    audio_sample_rate=16000,
    disabled=False,
    submit_mode="submit",
    on_submit=None,
    args=None,
    kwargs=None,
    width="stretch",
    height="content",
):
    if form_of(dg) is not None:
        raise errors.StreamlitAPIException("`st.chat_input()` can't be used in an `st.form()`.")
    at_the_foot = dg is main and within(dg) == ["main"]
    extensions = [file_type] if isinstance(file_type, str) else list(file_type or ())

    def parse(raw):
        if raw is None:
            return None
        if not accept_file:
            return str(raw)
        return ChatInputValue(text=raw.get("text", ""), files=[UploadedFile(each) for each in raw.get("files") or ()])

    return widget(
        bottom if at_the_foot else dg,
        "chat_input",
        {
            **labelled(placeholder, None, disabled, "collapsed", checked_width(width, content=False)),
            "placeholder": str(placeholder),
            "max_chars": max_chars,
            "accept_file": accept_file,
            "accept": [name if name.startswith(".") else f".{name}" for name in extensions],
        },
        key=key,
        identity={
            "placeholder": placeholder,
            "max_chars": max_chars,
            "accept_file": accept_file,
            "file_type": extensions,
            "width": width,
        },
        keyed=("max_chars", "accept_file", "file_type"),
        default=None,
        trigger=True,
        parse=parse,
        on_change=on_submit,
        args=args,
        kwargs=kwargs,
        form_value=False,
    )
