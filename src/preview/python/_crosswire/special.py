"""Values in props that the hub replaces before the page sees them: markdown, formulas, files, bytes.

May not know who draws them.
"""

import base64

from _crosswire.later import Later

inspect = Later("inspect")


def markdown(text, inline=False, html=False):
    """Markdown for the page: `inline` without paragraphs (labels), `html` lets the author's own tags through."""
    text = str(text)
    clean = inspect.cleandoc(text) if "\n" in text else text.expandtabs().lstrip()
    return {"$markdown": clean, "inline": inline, "html": html}


def formula(latex):
    """A formula in LaTeX."""
    return {"$latex": latex}


def file_asset(path):
    """A file of the person's, served by id with whatever it imports relatively."""
    return {"$file": str(path)}


def embedded_bytes(data, mime):
    """Bytes that have no file: an image in memory, a download."""
    return {"$bytes": base64.b64encode(bytes(data)).decode("ascii"), "mime": mime}
