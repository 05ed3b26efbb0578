"""Translations in the admin: the original beside the form, a whole edition, what is behind."""
