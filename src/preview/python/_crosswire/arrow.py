"""A table as an Arrow stream (IPC, format version 5): what Streamlit makes of a set, a deque, a range or a dataclass.

Columns are whole numbers, floats, truth values, texts or nothing at all; anything else is shown as text.
May not know who reads it.
"""

import struct

NULL, INT, FLOAT, BOOL, LARGE_TEXT = 1, 2, 3, 6, 20
SCHEMA, BATCH = 1, 3
VERSION = 4
DOUBLE = 2
CONTINUES = b"\xff\xff\xff\xff"


def stream(columns):
    """The bytes of a table: `columns` are pairs of a name and a list of values, all of one length."""
    encoded = [(name, *column(values)) for name, values in columns]
    fields = [field(name, kind) for name, kind, _, _ in encoded]
    schema = Table(("short", 0), ("ref", Vector(fields)))
    nodes, buffers, body = b"", b"", b""
    length = len(columns[0][1]) if columns else 0
    for _, _, nulls, parts in encoded:
        nodes += struct.pack("<qq", length, nulls)
        for part in parts:
            buffers += struct.pack("<qq", len(body), len(part))
            body += padded(part)
    batch = Table(("long", length), ("ref", Structs(nodes)), ("ref", Structs(buffers)))
    return message(SCHEMA, schema, b"") + message(BATCH, batch, body) + CONTINUES + bytes(4)


def message(kind, header, body):
    """One message of the stream."""
    root = Table(("short", VERSION), ("byte", kind), ("ref", header), ("long", len(body)))
    metadata = padded(flat(root))
    return CONTINUES + struct.pack("<i", len(metadata)) + metadata + body


def padded(data):
    """Everything begins at a multiple of eight."""
    return data + bytes(-len(data) % 8)


def field(name, kind):
    """A column's name and type."""
    types = {
        INT: Table(("int", 64), ("byte", 1)),
        FLOAT: Table(("short", DOUBLE)),
    }
    return Table(
        ("ref", Text(name)),
        ("byte", 1),
        ("byte", kind),
        ("ref", types.get(kind) or Table()),
        None,
        ("ref", Vector([])),
    )


def column(values):
    """A column's type, how many of its values are missing, and its buffers."""
    present = [None if isinstance(value, float) and value != value else value for value in values]
    nulls = present.count(None)
    types = {type(value) for value in present if value is not None}
    valid = bits([value is not None for value in present]) if nulls else b""
    if not types:
        return NULL, len(values), []
    if types == {bool}:
        return BOOL, nulls, [valid, bits(present)]
    if types == {int} and not nulls:
        return INT, 0, [b"", struct.pack(f"<{len(present)}q", *present)]
    if types <= {int, float}:
        return FLOAT, nulls, [valid, struct.pack(f"<{len(present)}d", *(value or 0.0 for value in present))]
    texts = [b"" if value is None else str(value).encode() for value in present]
    ends = [0]
    for text in texts:
        ends.append(ends[-1] + len(text))
    return LARGE_TEXT, nulls, [valid, struct.pack(f"<{len(ends)}q", *ends), b"".join(texts)]


def bits(flags):
    """Eight flags a byte, the first the lowest."""
    packed = bytearray(-(-len(flags) // 8))
    for at, flag in enumerate(flags):
        packed[at // 8] |= bool(flag) << at % 8
    return bytes(packed)


# Flatbuffers, as far as the metadata needs them: things that refer to what is written behind them.

SIZES = {"byte": ("<B", 1), "short": ("<h", 2), "int": ("<i", 4), "long": ("<q", 8), "ref": ("<I", 4)}


def flat(root):
    """A table and all that it refers to."""
    out = bytearray(4)
    struct.pack_into("<I", out, 0, root.write(out))
    return bytes(out)


def align(out, size, ahead=0):
    """Go on where what follows `ahead` bytes from here lies at a multiple of `size`."""
    out.extend(bytes(-(len(out) + ahead) % size))


def refer(out, at, thing):
    """Write a thing, and its distance to where it is referred from."""
    struct.pack_into("<I", out, at, thing.write(out) - at)


class Table:
    """Members by their number: (type, value), or None for one that is not there."""

    def __init__(self, *members):
        self.members = members

    def write(self, out):
        align(out, 2)
        index = len(out)
        out.extend(bytes(4 + 2 * len(self.members)))
        align(out, 8)
        start = len(out)
        out.extend(struct.pack("<i", start - index))
        references = []
        for number, member in enumerate(self.members):
            if member is None:
                continue
            form, size = SIZES[member[0]]
            align(out, size)
            struct.pack_into("<H", out, index + 4 + 2 * number, len(out) - start)
            if member[0] == "ref":
                references.append((len(out), member[1]))
            out.extend(struct.pack(form, 0 if member[0] == "ref" else member[1]))
        struct.pack_into("<HH", out, index, 4 + 2 * len(self.members), len(out) - start)
        for at, thing in references:
            refer(out, at, thing)
        return start


class Text:
    """A text with its length."""

    def __init__(self, text):
        self.data = text.encode()

    def write(self, out):
        align(out, 4)
        start = len(out)
        out.extend(struct.pack("<I", len(self.data)) + self.data + b"\0")
        return start


class Vector:
    """Tables in a row."""

    def __init__(self, tables):
        self.tables = tables

    def write(self, out):
        align(out, 4)
        start = len(out)
        out.extend(struct.pack("<I", len(self.tables)) + bytes(4 * len(self.tables)))
        for number, table in enumerate(self.tables):
            refer(out, start + 4 + 4 * number, table)
        return start


class Structs:
    """Pairs of long numbers in a row, packed already."""

    def __init__(self, data):
        self.data = data

    def write(self, out):
        align(out, 8, ahead=4)
        start = len(out)
        out.extend(struct.pack("<I", len(self.data) // 16) + self.data)
        return start
