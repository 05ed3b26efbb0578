"""Restore a bag into an empty site."""
