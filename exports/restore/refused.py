"""The error of a restore."""


class BagRefused(Exception):
    """The message names the file, the line if there is one, and the reason."""
