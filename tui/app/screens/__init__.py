"""The main screen and the dialogs before it."""
