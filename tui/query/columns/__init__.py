"""A ledger by columns: searched at a keystroke, sorted, counted."""
