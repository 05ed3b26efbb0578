"""Requests of the public and of the admin: how many, and what goes on beside them."""
