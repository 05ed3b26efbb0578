"""Players of other sites, which load nothing before a reader asks."""

import re
from urllib.parse import parse_qs, urlsplit

HOSTS = ("https://www.youtube-nocookie.com", "https://player.vimeo.com")
YOUTUBE = re.compile(r"[\w-]{11}")
VIMEO = re.compile(r"\d{5,12}")


def player(url: str) -> str | None:
    """The address of the player for the page of a video. None for a site that is not known here."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    last = parts.path.rstrip("/").rpartition("/")[2]
    if host in ("youtube.com", "youtube-nocookie.com", "youtu.be"):
        number = parse_qs(parts.query).get("v", [last])[0]
        return f"{HOSTS[0]}/embed/{number}?autoplay=0" if YOUTUBE.fullmatch(number) else None
    if host in ("vimeo.com", "player.vimeo.com"):
        return f"{HOSTS[1]}/video/{last}?dnt=1" if VIMEO.fullmatch(last) else None
    return None
