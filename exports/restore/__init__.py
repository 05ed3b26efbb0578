"""Bringing a bag back into an empty site."""
