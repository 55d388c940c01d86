"""Dialogs that any feature may open: a question, a page, a choice, a path."""
