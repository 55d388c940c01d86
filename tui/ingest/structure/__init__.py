"""Blocks to the tree of sections: numbers, headings, masthead."""
