"""Custom components, version 2: register with `component`, mount what it returns."""

from _crosswire.mount import mount
from _crosswire.registry import register
from streamlit.components.v2.bidi_component.state import ComponentResult

__all__ = ["ComponentResult", "component"]


def component(name, *, html=None, css=None, js=None, isolate_styles=True):
    """Register a component; the answer mounts it."""
    return _create_component_callable(name, html=html, css=css, js=js, isolate_styles=isolate_styles)


def _create_component_callable(name, *, html, css, js, isolate_styles):
    registered = register(name, html, css, js)

    def _mount_component(*, key=None, data=None, default=None, width="stretch", height="content", **given):
        if "component_name" in given:
            raise TypeError("BidiComponentMixin._bidi_component() got multiple values for argument 'component_name'")
        if given.pop("isolate_styles", None) is not None:
            from _crosswire.outlet import warn

            warn("isolate_styles belongs to the registration; at a mount it has no effect.")
        return mount(
            registered, isolate_styles, key=key, data=data, default=default, width=width, height=height, given=given
        )

    return _mount_component
