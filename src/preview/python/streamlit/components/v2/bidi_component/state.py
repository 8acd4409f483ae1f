"""What a mount returns (FACTS 22)."""

from streamlit.util import AttributeDictionary


class ComponentResult(AttributeDictionary):
    """State and trigger values by key; a state value hides a trigger's of the same key (FACTS 5, 6)."""

    def __init__(self, state_vals=None, trigger_vals=None):
        super().__init__({**(trigger_vals or {}), **(state_vals or {})})
