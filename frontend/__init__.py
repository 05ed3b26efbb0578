"""HTML from documents: the site, and the readable copy of exports. Documents are all it needs."""
