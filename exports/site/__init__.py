"""The static site: every page of the site as a file, for any web server."""
