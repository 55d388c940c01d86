"""The panes of the main screen: what each shows follows from what it is given."""
