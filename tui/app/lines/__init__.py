"""Lines of text, painted one by one; nothing here knows what they are about."""
