"""The runtime behind the preview's `streamlit` module: reruns, session state, deltas, files.

Knows nothing of the browser nor of any single element; `streamlit.elements` draws through `_crosswire.api`.
"""
