"""Resumption tokens.

A token holds everything, so the server keeps no state. It is valid after a restart and in every
process, and does not expire. It is signed with SECRET_KEY. Plenary refuses tokens that it did not
make.
"""

from dataclasses import astuple, dataclass

from django.core import signing

from api.oai.arguments import OaiError

SALT = "oai"


@dataclass(frozen=True)
class HarvestPlace:
    """A place in the list of `prefix`, `set` and the span: after entry `after` of the log `log`.

    `given` is the number of earlier items.
    """

    prefix: str
    set: str = ""
    first: str = ""
    last: str = ""
    log: str = ""
    after: int = 0
    given: int = 0


def write_token(place: HarvestPlace) -> str:
    return signing.dumps(list(astuple(place)), salt=SALT, compress=True)


def read_token(token: str) -> HarvestPlace:
    """The place in `token`. Raises badResumptionToken."""
    try:
        return HarvestPlace(*signing.loads(token, salt=SALT))
    except (signing.BadSignature, TypeError, ValueError) as error:
        raise gone() from error


def gone() -> OaiError:
    return OaiError(
        "badResumptionToken", "This token is not of this archive. Begin the list again."
    )
