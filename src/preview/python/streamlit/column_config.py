"""`st.column_config`: what a script says of a data frame's columns; the preview uses their labels and what is hidden."""


def __getattr__(name):
    """`TextColumn`, `NumberColumn` … : each a record of its arguments."""
    if not name.endswith("Column"):
        raise AttributeError(f"module 'streamlit.column_config' has no attribute {name!r}")

    def column(label=None, **options):
        return {"label": label, **options, "type": name}

    column.__name__ = name
    return column


def Column(label=None, **options):
    """A column of any type."""
    return {"label": label, **options, "type": "Column"}
