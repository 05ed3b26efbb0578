"""The public view of a record in the admin, beside its draft."""
