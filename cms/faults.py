"""What a server beside this one does wrong, as those who asked it tell."""


class SearchAway(Exception):
    """The admin's search server gives no answer, or has no index yet."""
