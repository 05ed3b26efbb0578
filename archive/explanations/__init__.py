"""Why the public sees a record or not, and what its document leaves out."""
