"""Whether the log equals the content, and whether its documents are as they were written."""
