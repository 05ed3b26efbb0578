"""What a stored document is for those who read something else than our JSON."""
