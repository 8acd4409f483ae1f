from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent


def read_sources():
    with open(HERE / "wheel.html", encoding="utf-8") as file:
        html = file.read()
    with open(HERE / "wheel.css", encoding="utf-8") as file:
        css = file.read()
    with open(HERE / "wheel.js", encoding="utf-8") as file:
        js = file.read()
    return html, css, js


HTML, CSS, JS = read_sources()

reaction_wheel = st.components.v2.component("reaction_wheel", html=HTML, css=CSS, js=JS)
