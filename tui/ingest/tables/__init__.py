"""Tables of every drawing, and the tasks in their rows."""
