"""Several files that are sent at once, and read one after the other."""
