"""The shapes that documents of several kinds share."""
