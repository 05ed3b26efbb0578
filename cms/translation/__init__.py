"""Translations: what they are made from, what has changed there since, and where they lead."""
