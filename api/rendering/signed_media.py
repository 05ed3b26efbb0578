"""The addresses of pictures that only a preview shows."""

from django.core.signing import BadSignature, TimestampSigner

from cms.previews import LIFETIME

SALT = "plenary.draft-picture"
DRAFT = "draft"  # the parameter of the query


def signed(address: str, path: str) -> str:
    """ "https://…/media/images/hall.webp?draft=1vYq…:Xk…", for the file `path` of the store."""
    signature = TimestampSigner(salt=SALT).sign(path).removeprefix(f"{path}:")
    return f"{address}?{DRAFT}={signature}"


def is_signed(path: str, signature: str) -> bool:
    """Whether a preview gave out the address, no longer ago than a preview lasts."""
    try:
        TimestampSigner(salt=SALT).unsign(f"{path}:{signature}", max_age=LIFETIME)
    except BadSignature:
        return False
    return True
