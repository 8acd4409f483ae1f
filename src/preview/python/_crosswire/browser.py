"""`st.context`: what the browser said of itself. May not know how it said it."""

from _crosswire import context
from streamlit.util import AttributeDictionary


class Context:
    """The theme, the time zone and the language of the person's browser."""

    @property
    def theme(self):
        """`theme.type` is `light` or `dark`."""
        return AttributeDictionary(type=_said("theme"))

    @property
    def timezone(self):
        """The IANA name of the browser's time zone."""
        return _said("timezone")

    @property
    def timezone_offset(self):
        """Minutes that the browser's clock lies behind UTC, as JavaScript counts them."""
        return _offset(self.timezone)

    @property
    def locale(self):
        """The browser's language."""
        return _said("locale")

    @property
    def url(self):
        """The page's address."""
        return _said("url")

    @property
    def ip_address(self):
        """None, as in Streamlit on the own machine."""
        return None

    @property
    def is_embedded(self):
        """Whether the address asks for `embed`."""
        run = context.current()
        return run is not None and run.session.query.values.get("embed") == ["true"]

    @property
    def headers(self):
        """Empty: the preview hands no headers to scripts."""
        return {}

    @property
    def cookies(self):
        """Empty: the preview hands no cookies to scripts."""
        return {}


def _said(name):
    run = context.current()
    return None if run is None else run.session.browser.get(name)


def _offset(timezone):
    import datetime
    import zoneinfo

    try:
        zone = zoneinfo.ZoneInfo(timezone or "UTC")
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None
    return -int(datetime.datetime.now(zone).utcoffset().total_seconds() // 60)
