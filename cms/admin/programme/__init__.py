"""The programme of an event as a table: what editors type and paste, and what it names."""
