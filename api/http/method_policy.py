"""Which methods each path accepts: reading everywhere, POST at a few."""

READING = ("GET", "HEAD", "OPTIONS")
PREVIEW = "/api/v1/preview/"
NEWSLETTER = "/api/v1/newsletter/"
OAI = "/api/v1/oai/"
POSTED = {
    PREVIEW: ("GET", "HEAD", "POST", "OPTIONS"),
    NEWSLETTER: ("POST", "OPTIONS"),
    OAI: ("GET", "HEAD", "POST", "OPTIONS"),
}


def methods_of(path: str) -> tuple[str, ...]:
    """The methods that `path` accepts."""
    return POSTED.get(path, READING)
