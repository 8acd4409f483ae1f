"""Python values as JSON that a person can read: what has no JSON is shown as its `repr`. Knows no session."""

import math

DEPTH = 6
ITEMS = 200
TEXT = 4000


def readable(value, depth=DEPTH):
    """A value for the inspector; never fails and never grows without bound."""
    if value is None or isinstance(value, (bool, int)):
        return value if abs(value or 0) < 2**53 else str(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else repr(value)
    if isinstance(value, str):
        return value if len(value) <= TEXT else value[:TEXT] + "…"
    if depth == 0:
        return described(value)
    if isinstance(value, dict):
        pairs = list(value.items())[:ITEMS]
        return {str(name): readable(inner, depth - 1) for name, inner in pairs}
    if isinstance(value, (list, tuple)):
        return [readable(inner, depth - 1) for inner in value[:ITEMS]]
    return described(value)


def described(value):
    """A value's `repr`, or its type where that fails."""
    try:
        text = repr(value)
    except Exception:
        text = f"<{type(value).__name__}>"
    return text if len(text) <= TEXT else text[:TEXT] + "…"
