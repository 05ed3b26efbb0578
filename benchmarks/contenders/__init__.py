"""Servers that are measured side by side, on one database with one content."""
