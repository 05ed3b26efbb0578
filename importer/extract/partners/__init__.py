"""The partners of the event, and their roles."""

from .find import find_partners

__all__ = ["find_partners"]
