"""What the file of a document says of itself, beside its text."""
