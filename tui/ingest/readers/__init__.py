"""One reader a format: bytes to blocks."""
