"""Webhooks: Plenary sends the publication log to each endpoint, from a cursor of its own."""
