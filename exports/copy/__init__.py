"""A readable copy of the archive: pages of HTML that work from disk, without script."""
