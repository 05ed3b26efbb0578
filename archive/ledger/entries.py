"""The list of entries in the ledger, which shows what a restored backup has lost."""

from collections.abc import Iterator
from typing import Any

from django.dispatch import receiver

from archive.models import Entry
from cms.ledger.store import append_if_possible, lines
from cms.signals import swept

MOST = 1000  # entries in a line
noted: dict[str, int] = {}  # the last entry that this process knows to be in the ledger


@receiver(swept)
def note_entries(**kwargs: Any) -> None:
    """Write the entries that are new since the last sweep: number, kind, id and action."""
    if "end" not in noted:
        noted["end"] = max((number for number, *_facts in noted_entries()), default=0)
    while rows := list(
        Entry.objects.filter(sequence__gt=noted["end"])
        .order_by("sequence")
        .values_list("sequence", "kind", "uid", "action")[:MOST]
    ):
        listed = [[number, kind, str(uid), action] for number, kind, uid, action in rows]
        if not append_if_possible("entries", entries=listed):
            return
        noted["end"] = rows[-1][0]


def noted_entries() -> Iterator[list]:
    """`[121, "event", "5f0c…", "publish"]`, in the order of the log."""
    for line in lines():
        if line["what"] == "entries":
            yield from line["entries"]
