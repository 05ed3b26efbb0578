"""Records as rows of a table: out of the archive, and into it.

A row's cells are texts in a spreadsheet and JSON values in a JSON file; a *value* is what both of
them mean, with the keys of other records; *content* is what a revision of Wagtail keeps, with
their numbers in the database. `columns` leads from each to the next, `kinds` says which columns a
kind has.
"""
