"""Why a bag does not come in."""


class Refused(Exception):
    """The words name the file, the line where there is one, and the reason."""
