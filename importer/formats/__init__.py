"""Files in, proposals out: one module for each format that Plenary reads."""
