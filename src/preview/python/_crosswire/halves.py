"""Half a surrogate pair in a text, carried through readers that know whole characters only (FACTS 18c).

JavaScript and Python have such texts, and the hub between them does not: on the way a half is `MARK` and its four hex
digits. So is the mark itself, which is no character that anybody writes. `page/halves.js` is the other end.
May not know what the texts mean.
"""

import json
import re

MARK = "\ufdd0"
_BARE = re.compile(f"[\ud800-\udfff{MARK}]")
_MARKED = re.compile(f"{MARK}([0-9a-f]{{4}})")


def marked(text):
    """A text that every reader of JSON takes."""
    return _BARE.sub(lambda found: f"{MARK}{ord(found[0]):04x}", text)


def unmarked(value):
    """A value that was read from JSON, with the halves that its texts had before."""
    if isinstance(value, str):
        return _MARKED.sub(lambda found: chr(int(found[1], 16)), value) if MARK in value else value
    if isinstance(value, dict):
        return {unmarked(name): unmarked(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [unmarked(inner) for inner in value]
    return value


def teach_json():
    """Let `json` write halves as Python's own does; the embedded interpreter's quick way refuses them."""
    quick, thorough = json.encoder.encode_basestring_ascii, json.encoder.py_encode_basestring_ascii

    def encode_basestring_ascii(text):
        try:
            return quick(text)
        except UnicodeEncodeError:
            return thorough(text)

    json.encoder.encode_basestring_ascii = encode_basestring_ascii
