"""What leaves the workspace for other programs and for paper: JSON records, tables, CSV and Markdown.

Pure functions from the model to text; nothing here opens a file.
"""
