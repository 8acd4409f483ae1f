"""Widgets that take files; a camera and a microphone take a file, too, since the preview records nothing.

The page sends a file with its content, base64.
"""

import base64
import io

from _crosswire.api import element
from streamlit.elements.labelled import input_widget, labelled


class UploadedFile(io.BytesIO):
    """A file that a person gave, as `st.file_uploader` hands it out."""

    def __init__(self, sent):
        super().__init__(base64.b64decode(sent.get("base64") or ""))
        self.file_id = str(sent.get("id", ""))
        self.name = str(sent.get("name", ""))
        self.type = str(sent.get("type") or "application/octet-stream")
        self.size = len(self.getbuffer())
        self._sent = sent

    def __eq__(self, other):
        return self.file_id == other.file_id if isinstance(other, UploadedFile) else NotImplemented

    def __hash__(self):
        return hash(self.file_id)

    def __repr__(self):
        return f"UploadedFile(file_id={self.file_id!r}, name={self.name!r}, type={self.type!r}, size={self.size})"


def _file_widget(
    dg, kind, label, several, key, help, on_change, args, kwargs, disabled, label_visibility, width, **props
):
    def parse(sent):
        files = [UploadedFile(each) for each in sent or ()]
        return files if several else (files[-1] if files else None)

    def format(value):
        files = value if isinstance(value, list) else [] if value is None else [value]
        return [file._sent for file in files]

    return input_widget(
        dg,
        kind,
        labelled(label, help, disabled, label_visibility, width, multiple=several, **props),
        key=key,
        identity={"label": label, "help": help, "multiple": several, "width": width, **props},
        keyed=("multiple", *props),
        default=[] if several else None,
        parse=parse,
        format=format,
        settable=False,
        on_change=on_change,
        args=args,
        kwargs=kwargs,
    )


@element
def file_uploader(
    dg,
    label,
    type=None,
    accept_multiple_files=False,
    key=None,
    help=None,
    on_change="rerun",
    args=None,
    kwargs=None,
    *,
    max_upload_size=None,
    disabled=False,
    label_visibility="visible",
    width="stretch",
):
    extensions = [type] if isinstance(type, str) else list(type or ())
    return _file_widget(
        dg,
        "file_uploader",
        label,
        bool(accept_multiple_files),
        key,
        help,
        on_change,
        args,
        kwargs,
        disabled,
        label_visibility,
        width,
        accept=[name if "/" in name or name.startswith(".") else f".{name}" for name in extensions],
        directory=accept_multiple_files == "directory",
        max_upload_size=max_upload_size,
    )


@element
def camera_input(
    dg,
    label,
    key=None,
    help=None,
    on_change="rerun",
    args=None,
    kwargs=None,
    *,
    disabled=False,
    label_visibility="visible",
    resolution=None,
    width="stretch",
):
    return _file_widget(
        dg,
        "camera_input",
        label,
        False,
        key,
        help,
        on_change,
        args,
        kwargs,
        disabled,
        label_visibility,
        width,
        accept=["image/*"],
    )


@element
def audio_input(
    dg,
    label,
    *,
    sample_rate=16000,
    key=None,
    help=None,
    on_change="rerun",
    args=None,
    kwargs=None,
    disabled=False,
    label_visibility="visible",
    width="stretch",
):
    return _file_widget(
        dg,
        "audio_input",
        label,
        False,
        key,
        help,
        on_change,
        args,
        kwargs,
        disabled,
        label_visibility,
        width,
        accept=["audio/*"],
    )
