"""Webhooks: the publication log, delivered to each subscriber from a cursor of its own."""
