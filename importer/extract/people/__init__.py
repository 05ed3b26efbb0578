"""The people that a page names as speakers, moderators, chairs and rapporteurs of its event."""

from .find import find_people

__all__ = ["find_people"]
