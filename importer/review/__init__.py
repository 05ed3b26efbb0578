"""Review the values extracted from imported pages, and make drafts of them."""
