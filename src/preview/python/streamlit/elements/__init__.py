"""Every element of the module, one subject a file; importing them registers them."""

from streamlit.elements import (
    alerts,
    buttons,
    charts,
    chat,
    data,
    dates,
    dialogs,
    files,
    groups,
    layout,
    media,
    number,
    page,
    selection,
    sliders,
    status,
    text,
    texts_input,
    unknown,
    write,
)
