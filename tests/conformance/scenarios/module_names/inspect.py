"""The app's own."""

OWN = True
