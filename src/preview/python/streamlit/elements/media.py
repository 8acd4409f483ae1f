"""Pictures, sound, film, documents, and the app's logo."""

import os

from _crosswire.api import change_page, command, draw, element, embedded_bytes, file_asset, markdown
from streamlit import errors
from streamlit.elements.labelled import checked_width, stretched

SIGNATURES = (
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"<svg", "image/svg+xml"),
    (b"<?xml", "image/svg+xml"),
    (b"%PDF", "application/pdf"),
)


def as_source(data, mime=""):
    """Where the page finds a medium: an address, a file below the app, or bytes that travel along."""
    if isinstance(data, str) and data.lstrip().startswith(("<svg", "<?xml")):
        return embedded_bytes(data.encode("utf-8"), "image/svg+xml")
    if isinstance(data, (str, os.PathLike)):
        text = os.fspath(data)
        if text.startswith(("http://", "https://", "data:", "blob:")):
            return {"$url": text}
        return _file(text)
    if isinstance(data, (bytes, bytearray, memoryview)):
        content = bytes(data)
        return embedded_bytes(content, _mime_of(content, mime))
    if hasattr(data, "getvalue"):
        content = data.getvalue()
        return embedded_bytes(content, _mime_of(content, mime))
    if hasattr(data, "read"):
        content = data.read()
        return embedded_bytes(content, _mime_of(content, mime))
    if hasattr(data, "save"):
        return embedded_bytes(_saved(data), "image/png")
    return None


def _file(path):
    """A file of the app's, or below its folder for files that are served statically."""
    if not os.path.isfile(path) and path.startswith(("app/static/", "/app/static/")):
        path = path.lstrip("/").removeprefix("app/")
    if not os.path.isfile(path):
        raise FileNotFoundError(f"No such file: {path!r}")
    return file_asset(os.path.abspath(path))


def _mime_of(content, mime):
    return mime or next((kind for start, kind in SIGNATURES if content.startswith(start)), "image/png")


def _saved(picture):
    """The PNG of a picture of Pillow's."""
    import io

    buffer = io.BytesIO()
    picture.save(buffer, format="PNG")
    return buffer.getvalue()


@element
def image(
    dg,
    image,
    caption=None,
    width="content",
    clamp=False,
    channels="RGB",
    output_format="auto",
    *,
    use_container_width=None,
    link=None,
    use_column_width=None,
    alt=None,
):
    images = list(image) if isinstance(image, (list, tuple)) else [image]
    captions = list(caption) if isinstance(caption, (list, tuple)) else [caption] * len(images)
    if len(captions) != len(images):
        raise errors.StreamlitAPIException(f"Cannot pair {len(captions)} captions with {len(images)} images.")
    if use_container_width is None and use_column_width in (True, "always"):
        use_container_width = True
    return draw(
        dg,
        "image",
        {
            "images": [
                {
                    "source": as_source(each),
                    "caption": None if text is None else markdown(text, inline=True),
                    "what": type(each).__name__,
                }
                for each, text in zip(images, captions)
            ],
            "alt": alt if isinstance(alt, (str, type(None))) else (list(alt) or [None])[0],
            "link": link,
            "width": checked_width(stretched(width, use_container_width)),
        },
    )


def _seconds(time):
    """A place in a medium, in seconds: of a number, "5 minutes"-like texts ("5m"), or a timedelta."""
    if time is None or isinstance(time, (int, float)):
        return time
    if hasattr(time, "total_seconds"):
        return time.total_seconds()
    units = {"s": 1, "m": 60, "h": 3600}
    text = str(time).strip()
    try:
        return float(text[:-1]) * units[text[-1]] if text[-1:] in units else float(text)
    except ValueError as error:
        raise errors.StreamlitAPIException(f"Failed to convert {time!r} to seconds.") from error


@element
def audio(
    dg,
    data,
    format="audio/wav",
    start_time=0,
    *,
    sample_rate=None,
    end_time=None,
    loop=False,
    autoplay=False,
    alt=None,
    width="stretch",
):
    props = {"start_time": _seconds(start_time), "end_time": _seconds(end_time), "loop": loop, "autoplay": autoplay}
    return draw(
        dg, "audio", {"source": as_source(data, format), **props, "alt": alt, "width": checked_width(width, False)}
    )


@element
def video(
    dg,
    data,
    format="video/mp4",
    start_time=0,
    *,
    subtitles=None,
    end_time=None,
    loop=False,
    autoplay=False,
    muted=False,
    alt=None,
    width="stretch",
):
    props = {"start_time": _seconds(start_time), "end_time": _seconds(end_time), "loop": loop, "autoplay": autoplay}
    source = as_source(data, format)
    return draw(
        dg, "video", {"source": source, **props, "muted": muted, "alt": alt, "width": checked_width(width, False)}
    )


@element
def pdf(dg, data, *, height=500, key=None, alt=None):
    return draw(dg, "pdf", {"source": as_source(data, "application/pdf"), "height": height, "alt": alt})


@command
def logo(image, *, size="medium", link=None, icon_image=None):
    if size not in ("small", "medium", "large"):
        raise errors.StreamlitAPIException(f"The size of a logo is 'small', 'medium' or 'large', not {size!r}.")
    icon = None if icon_image is None else as_source(icon_image)
    change_page("logo", props={"image": as_source(image), "icon_image": icon, "size": size, "link": link})
