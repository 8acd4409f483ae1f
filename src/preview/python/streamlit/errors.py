"""The exceptions that a script can catch, by Streamlit's names; texts as far as a person meets them (FACTS)."""


class Error(Exception):
    """The base of all."""


class StreamlitComponentRegistryError(Error):
    """A component's files or name are not as they have to be."""


class FragmentStorageKeyError(Error, KeyError):
    """A fragment that is there no more."""


class NoSessionContext(Error):
    """A command needs a running script."""


class MarkdownFormattedException(Error):
    """Its text is Markdown."""


class StreamlitAPIException(MarkdownFormattedException):
    """A call that Streamlit does not accept."""

    def __init__(self, *args, error_id=None):
        super().__init__(*args)
        self.error_id = error_id


class DuplicateWidgetID(StreamlitAPIException):
    """Two elements would be one."""


class StreamlitDuplicateElementId(DuplicateWidgetID):
    """Two elements of one kind with the same arguments and no key."""

    def __init__(self, element_type):
        super().__init__(
            f"There are multiple `{element_type}` elements with the same auto-generated ID. The ID comes from the "
            "element's type and parameters, and these are the same more than once.\n\n"
            f"To fix this, please pass a unique `key` argument to the `{element_type}` element."
        )


class StreamlitDuplicateElementKey(DuplicateWidgetID):
    """Two elements with one key."""

    def __init__(self, key):
        super().__init__(
            f"There are multiple elements with the same `key='{key}'`. To fix this, please make sure that the `key` "
            "argument is unique for each element you create."
        )


class UnserializableSessionStateError(StreamlitAPIException):
    """A value that cannot be pickled."""


class StreamlitAPIWarning(StreamlitAPIException, Warning):
    """Shown where it happens, not raised."""


class CachedWidgetWarning(StreamlitAPIWarning):
    """A widget inside a cached function."""

    def __init__(self):
        super().__init__(
            "Your script uses a widget command in a cached function (function decorated with `@st.cache_data` or "
            "`@st.cache_resource`). It runs only when the cache misses. Move the widget out of the function."
        )


class LocalizableStreamlitException(StreamlitAPIException):
    """A text with named holes, kept apart from what fills them."""

    def __init__(self, message, **values):
        error_id = values.pop("error_id", None)
        super().__init__(message.format(**values), error_id=error_id)
        self._exec_kwargs = values

    @property
    def exec_kwargs(self):
        """What fills the holes."""
        return self._exec_kwargs


class StreamlitValueAssignmentNotAllowedError(LocalizableStreamlitException):
    """Session state was written under the key of a widget that Python cannot set."""

    def __init__(self, key):
        super().__init__(
            "`st.session_state[{key!r}]` is read-only and cannot be assigned through session state. Keep the value "
            "under another key.",
            key=key,
        )


class StreamlitWidgetAlreadyInstantiatedError(LocalizableStreamlitException):
    """Session state was written under the key of a widget that this run has already drawn."""

    def __init__(self, key):
        super().__init__(
            "`st.session_state[{key!r}]` cannot be modified after the widget with that key is instantiated. Assign "
            "it before the widget is created, or in a callback.",
            key=key,
        )


class StreamlitInvalidFormCallbackError(LocalizableStreamlitException):
    """A widget in a form has a callback."""

    def __init__(self):
        super().__init__(
            "Within a form, callbacks can only be defined on `st.form_submit_button`. Defining callbacks on other "
            "widgets inside a form is not allowed."
        )


class StreamlitInvalidLayoutContextError(StreamlitAPIException):
    """A command in a place where it cannot be."""


class StreamlitInvalidWidthError(LocalizableStreamlitException):
    """A width that is none."""

    def __init__(self, width, allow_content=False):
        super().__init__(
            "Invalid width value: {width}. Width must be either {valid_values}.",
            width=repr(width),
            valid_values=_sizes(allow_content),
        )


class StreamlitInvalidHeightError(LocalizableStreamlitException):
    """A height that is none."""

    def __init__(self, height, allow_content=False):
        super().__init__(
            "Invalid height value: {height}. Height must be either {valid_values}.",
            height=repr(height),
            valid_values=_sizes(allow_content),
        )


def _sizes(allow_content):
    return (
        "a positive integer (pixels), 'stretch', or 'content'"
        if allow_content
        else "a positive integer (pixels) or 'stretch'"
    )


class StreamlitValueError(LocalizableStreamlitException):
    """A parameter's value is none of those that it can have."""

    def __init__(self, parameter, valid_values, *, detail=None):
        super().__init__(
            "Invalid `{parameter}` value. Supported values: {valid_values}." + (" {detail}" if detail else ""),
            parameter=parameter,
            valid_values=", ".join(valid_values),
            detail=detail,
        )


class StreamlitInvalidParameterTypeError(LocalizableStreamlitException):
    """A parameter's value is of a wrong type."""

    def __init__(self, parameter, provided_type, expected_types, *, detail=None):
        super().__init__(
            "Invalid `{parameter}` type. Expected one of: {expected_types}. Provided type: {provided_type}."
            + (" {detail}" if detail else ""),
            parameter=parameter,
            expected_types=", ".join(expected_types),
            provided_type=provided_type,
            detail=detail,
        )


class StreamlitMissingRequiredParameterError(LocalizableStreamlitException):
    """A parameter is missing."""

    def __init__(self, parameter, *, detail=None):
        super().__init__(
            "The `{parameter}` parameter is required." + (" {detail}" if detail else ""),
            parameter=parameter,
            detail=detail,
        )


class StreamlitPageNotFoundError(LocalizableStreamlitException):
    """A page that is not there."""

    def __init__(self, page, directory=None, uses_pages_directory=None):
        if directory is None:
            super().__init__("Unable to create Page. The file `{page}` could not be found.", page=page)
        else:
            super().__init__(
                "Could not find page: `{page}`. It has to be a file below `{directory}` that is one of the app's pages.",
                page=page,
                directory=directory,
            )


class StreamlitQueryParamDictValueError(LocalizableStreamlitException):
    """A query parameter cannot be a dictionary."""

    def __init__(self, key):
        super().__init__("Query param value for `{key}` cannot be set to a dictionary.", key=key)


class StreamlitSecretNotFoundError(LocalizableStreamlitException, FileNotFoundError):
    """No secrets, or none that can be read."""


class StreamlitInvalidColumnSpecError(LocalizableStreamlitException):
    """Columns without a number or positive weights."""

    def __init__(self):
        super().__init__(
            "The `spec` argument to `st.columns` must be either a positive integer (number of columns) or a list of "
            "positive numbers (width ratios of the columns)."
        )


class StreamlitValueBelowMinError(LocalizableStreamlitException):
    """A value below its minimum."""

    def __init__(self, value, min_value):
        super().__init__(
            "The `value` {value} is less than the `min_value` {min_value}.", value=value, min_value=min_value
        )


class StreamlitValueAboveMaxError(LocalizableStreamlitException):
    """A value above its maximum."""

    def __init__(self, value, max_value):
        super().__init__(
            "The `value` {value} is greater than the `max_value` {max_value}.", value=value, max_value=max_value
        )


class StreamlitInvalidMinMaxError(LocalizableStreamlitException):
    """Bounds the wrong way round."""

    def __init__(self, min_value, max_value):
        super().__init__(
            "The `min_value` {min_value} is greater than the `max_value` {max_value}.",
            min_value=min_value,
            max_value=max_value,
        )


class StreamlitValueOutOfRangeError(LocalizableStreamlitException):
    """A value outside its bounds."""

    def __init__(self, parameter, value, min_value, max_value):
        super().__init__(
            "The `{parameter}` {value} must lie between {min_value} and {max_value}.",
            parameter=parameter,
            value=value,
            min_value=min_value,
            max_value=max_value,
        )


class StreamlitMixedNumericTypesError(LocalizableStreamlitException):
    """Ints and floats for one number."""

    def __init__(self, value, min_value, max_value, step):
        given = {"value": value, "min_value": min_value, "max_value": max_value, "step": step}
        types = [f"`{name}` has {type(each).__name__} type" for name, each in given.items() if each is not None]
        super().__init__("All numerical arguments must be of the same type. {types}.", types=", ".join(types), **given)


class StreamlitJSNumberBoundsError(LocalizableStreamlitException):
    """A number that a browser cannot count exactly."""

    def __init__(self, message):
        super().__init__("{message}", message=message)


class StreamlitSelectionCountExceedsMaxError(LocalizableStreamlitException):
    """More options chosen than may be."""

    def __init__(self, current_selections_count, max_selections_count):
        super().__init__(
            "Multiselect has {current} options selected, and `max_selections` allows {most}.",
            current=current_selections_count,
            most=max_selections_count,
        )


class StreamlitIncompatibleParametersError(LocalizableStreamlitException):
    """Two parameters that exclude each other."""

    def __init__(self, parameter, other, *, explanation=""):
        super().__init__(
            "`{parameter}` and `{other}` do not go together. {explanation}",
            parameter=parameter,
            other=other,
            explanation=explanation,
        )


class StreamlitBadTimeStringError(LocalizableStreamlitException):
    """A text that is no time."""

    def __init__(self, t):
        super().__init__("{t!r} is no time that can be read; ISO 8601 can.", t=t)


class StreamlitDefaultNotInOptionsError(LocalizableStreamlitException):
    """A default that is no option."""

    def __init__(self, value):
        super().__init__("The default value '{value}' is not part of the options.", value=value)


class BidiComponentError(LocalizableStreamlitException):
    """The base of what goes wrong at a mount."""


class BidiComponentInvalidIdError(BidiComponentError):
    """A component's key contains what separates ids."""

    def __init__(self, part, delimiter):
        super().__init__(
            "The `{part}` of a bidirectional component's ID must not contain the delimiter sequence `{delimiter}`.",
            part=part,
            delimiter=delimiter,
        )


class BidiComponentInvalidCallbackNameError(BidiComponentError):
    """A callback's keyword has no key in it."""

    def __init__(self, callback_name):
        super().__init__(
            "The callback name `'{callback_name}'` is not allowed. Callback names must follow the pattern "
            "`on_{{event_name}}_change` where `event_name` is not empty.",
            callback_name=callback_name,
        )


class BidiComponentInvalidDefaultKeyError(BidiComponentError):
    """A default for a key that has no callback."""

    def __init__(self, state_key, available_keys):
        super().__init__(
            "Key `'{state_key}'` in `default` is not a valid state name. Valid state names are those with "
            "corresponding `on_{{state_name}}_change` callbacks. Available state names: `{available_keys}`",
            state_key=state_key,
            available_keys=available_keys or "none",
        )


class BidiComponentUnserializableDataError(BidiComponentError):
    """Data that no browser can get."""

    def __init__(self):
        super().__init__(
            "The `data` provided to the bidirectional component could not be serialized. Please ensure the data is "
            "JSON-serializable, or is a supported data structure like a pandas DataFrame."
        )
