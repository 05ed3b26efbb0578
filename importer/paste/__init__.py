"""A page from Word, Google Docs, LibreOffice or the web, pasted into a text as blocks."""
