"""A ring of choices that opens around a button."""

from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent


def read_sources():
    with open(HERE / "menu.html", encoding="utf-8") as file:
        html = file.read()
    with open(HERE / "menu.css", encoding="utf-8") as file:
        css = file.read()
    with open(HERE / "menu.js", encoding="utf-8") as file:
        js = file.read()
    return html, css, js


HTML, CSS, JS = read_sources()

radial_menu = st.components.v2.component("radial_menu", html=HTML, css=CSS, js=JS)
