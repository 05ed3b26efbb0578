"""Slugs: the names that keys, addresses and files share."""

import re

from anyascii import anyascii
from django.utils.text import slugify

# Devices of Windows. It stores no file or folder with such a name, with any extension.
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)

# Django takes these away, so that 2015/2016 would be one number. A half is 1/2 by then.
SEPARATORS = re.compile(r"[/\\|:]")


def slug_of(text: str) -> str:
    """`text` in small letters from a to z: "lukasz-orsted" for “Łukasz Ørsted”."""
    return slugify(SEPARATORS.sub(" ", anyascii(text)))


def is_reserved(name: str) -> bool:
    """Whether Windows cannot store a file with this name."""
    return bool(RESERVED.fullmatch(name))
