"""The filter language: words to conditions on the ledger."""
