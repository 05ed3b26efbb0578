"""The demo archive: one series, as far as public pages tell of it, and no further.

Every sentence is the project's own; the two quotations are carried word for word. What no page
states is left empty here too.
"""
