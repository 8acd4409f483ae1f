from pathlib import Path

import streamlit as st

_HERE = Path(__file__).parent


def palette(**mount):
    component = st.components.v2.component(
        "palette",
        html=(_HERE / "palette.html").read_text(encoding="utf-8"),
        css=(_HERE / "palette.css").read_text(encoding="utf-8"),
        js=(_HERE / "palette.js").read_text(encoding="utf-8"),
    )
    return component(**mount)
