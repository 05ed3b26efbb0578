"""Reading a page for later: what was sent, kept with what it is proposed to say."""

from typing import Any

from cms.models import SeriesPage
from importer.extract import Unreadable, read
from importer.models import Reading, State

from .access import readings_of

# What a person can still review beside its text.
MOST_CHARACTERS = 300_000


def keep(
    data: bytes | str, name: str, *, user: Any, series: SeriesPage | None = None
) -> tuple[Reading, bool]:
    """The reading of `data`, and whether it is a new one: the same bytes are not read twice.

    Raises `Unreadable`, whose text says why. What `user` may not open does not count as read.
    """
    proposal = read(data, name)
    text = proposal.page.text
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(
            f"It has more than {MOST_CHARACTERS // 1000},000 characters of text, which is no page "
            "of an event. Cut it, or enter it by hand."
        )
    before = readings_of(user).exclude(state=State.DROPPED).filter(sha256=proposal.sha256).first()
    if before is not None:
        return before, False
    addresses = [block.href for block in proposal.page.of_kind("address")]
    values = proposal.as_json()
    del values["source"]
    reading = Reading.objects.create(
        name=name[:255],
        sha256=proposal.sha256,
        text=text,
        address=next(iter(addresses), "")[:500],
        language=proposal.page.language[:12],
        proposal=values,
        series=series,
        created_by=user,
        changed_by=user,
    )
    return reading, True
