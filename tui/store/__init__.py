"""What duban keeps on disk: the library of documents (`library`), and what people did to them (`changes`)."""
