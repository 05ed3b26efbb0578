"""Pictures as they come in: read once, and made the same kind of picture whoever wrote them."""
