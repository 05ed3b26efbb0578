"""The demo archive: one series, with the facts that public pages state.

All sentences are the project's own, except the two quotations. What no page states is left empty.
"""
