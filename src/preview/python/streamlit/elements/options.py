"""Options: what a person may choose from, in Python's values and as the page names them.

The page knows an option by its formatted text, as Streamlit's does: a choice survives when options are added.
"""

from streamlit import errors


class Options:
    """A list of options and the text of each."""

    def __init__(self, options, format_func=str):
        self.values = as_list(options)
        self.format_func = format_func or str
        self.texts = [str(self.format_func(value)) for value in self.values]

    def __len__(self):
        return len(self.values)

    def parse(self, text):
        """The option of a text; `ValueError` where there is none any more."""
        return self.values[self.texts.index(text)]

    def format(self, value):
        """The text of an option, which may be a copy of the one in the list."""
        try:
            return str(self.format_func(value))
        except Exception:  # The person's function knows its own options only; a new option is its own text.
            return str(value)

    def has(self, value):
        """Whether a value is an option, or nothing."""
        return value is None or self.format(value) in self.texts

    def require(self, value):
        """The position of an option, or the exception that Streamlit raises."""
        text = self.format(value)
        if value in self.values:
            return self.values.index(value)
        if text in self.texts:
            return self.texts.index(text)
        raise errors.StreamlitDefaultNotInOptionsError(value)


def as_list(options):
    """A list of options from whatever Streamlit takes: any iterable, an enum, a column of a data frame."""
    if options is None:
        return []
    if hasattr(options, "columns") and hasattr(options, "iloc"):
        return list(options.iloc[:, 0])
    if hasattr(options, "tolist"):
        return list(options.tolist())
    return list(options)


def checked_index(index, options):
    """The option at `index`, or None; an index that is none raises as in Streamlit."""
    if index is None:
        return None
    if not isinstance(index, int) or isinstance(index, bool):
        raise errors.StreamlitInvalidParameterTypeError("index", type(index).__name__, ["int", "None"])
    if not options.values:
        return None
    if not 0 <= index < len(options):
        raise errors.StreamlitValueOutOfRangeError("index", index, 0, len(options) - 1)
    return options.values[index]


def known_or_new(choices, text, accept_new_options):
    """The option of a text, or the text itself where options may be added."""
    if text in choices.texts or not accept_new_options:
        return choices.parse(text)
    return text


def kept(choices, texts, accept_new_options):
    """The chosen options that there still are."""
    return [
        known_or_new(choices, text, accept_new_options) for text in texts if accept_new_options or text in choices.texts
    ]


def fitting(choices, values, accept_new_options):
    """The values, as a list, that are options or may be added."""
    return [value for value in values or () if accept_new_options or choices.has(value)]


def defaults(default, choices, accept_new_options=False):
    """The options that are chosen to begin with: one or several, all of them options."""
    if default is None:
        return []
    if isinstance(default, (str, bytes)) or not hasattr(default, "__iter__") or default in choices.values:
        default = [default]
    values = as_list(default)
    if accept_new_options:
        return values
    return [choices.values[choices.require(value)] for value in values]
