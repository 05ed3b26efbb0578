"""The files that records were made from, kept as evidence."""
