"""The filter language: words to conditions on the ledger, the same for the bar, the command line and saved filters."""
