"""Taking the archive out: as documents, as a bag to keep, as files for a web server."""
