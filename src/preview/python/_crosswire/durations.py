"""Durations as Streamlit's parameters allow them: seconds, a timedelta, or a text such as `1h 30m`."""

import datetime
import re

from streamlit.errors import StreamlitAPIException

UNITS = {"ms": 0.001, "s": 1, "sec": 1, "second": 1, "m": 60, "min": 60, "minute": 60, "h": 3600, "hr": 3600,
         "hour": 3600, "d": 86400, "day": 86400, "w": 604800, "week": 604800}  # fmt: skip
PART = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([a-z]+)", re.IGNORECASE)


def seconds(value):
    """A duration in seconds."""
    if isinstance(value, datetime.timedelta):
        return value.total_seconds()
    if isinstance(value, (int, float)):
        return float(value)
    total, rest = 0.0, str(value).strip()
    while rest:
        part = PART.match(rest)
        unit = part and part[2].lower()
        factor = part and UNITS.get(unit, UNITS.get(unit.rstrip("s")))
        if not factor:
            raise StreamlitAPIException(f"{value!r} is no duration. Write it as `'1d2h34m'` or `2 days`, for example.")
        total += float(part[1]) * factor
        rest = rest[part.end() :].lstrip(" ,")
    return total
