"""The bundled document as Word, PDF and web page, and the script that made them."""
