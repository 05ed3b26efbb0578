"""Django's SQLite backend, which also reads on a disk without any room."""
