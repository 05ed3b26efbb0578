"""The part of the ledger that is about the log, and what is done after a backup came back."""
