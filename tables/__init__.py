"""Export records as rows of a table, and import them.

A *cell* is a text in a spreadsheet or a value in a JSON file. A *value* is its meaning. It names
other records by their keys. *Content* is what a revision of Wagtail stores. It names other records
by their primary keys. `columns` converts each into the next, and `kinds` lists the columns
of each kind.
"""
