"""The records of an answer.

An item is a record that DataCite can describe. Its datestamp is the time of its newest entry in the
log. Items are ordered by the number of that entry.
"""

import uuid
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Min, QuerySet

from api.oai.arguments import SECOND, OaiError, read_span
from api.oai.formats import METADATA_FORMATS
from api.oai.sets import read_set, within
from api.oai.tokens import HarvestPlace, gone, write_token
from api.resources.base import Publishes, kinds_with, resources
from api.snapshot_read import now_current
from archive.models import Entry, Head, Pending, PublicRecord

PAGE = 100


@dataclass(frozen=True)
class ItemPage:
    """Items with `given` ones before them, of `size` in the whole list.

    `token` leads to the next page. It is "" on the last page, and None if there is only one page.
    """

    records: list[PublicRecord]
    given: int
    size: int
    token: str | None


def kinds() -> frozenset[str]:
    return kinds_with("is_publication")


def identifier_of(record: PublicRecord) -> str:
    """ "oai:archive.example:5f0c…": the namespace of the archive and the id of the record."""
    namespace = settings.OAI_NAMESPACE or urlsplit(settings.API_ORIGIN).hostname
    return f"oai:{namespace}:{record.uid}"


def items(now: datetime) -> QuerySet[PublicRecord]:
    """All items, public or withdrawn. Expired records wait for their withdrawal in the log."""
    return PublicRecord.objects.settled(now).filter(kind__in=kinds())


def in_format(prefix: str, records: QuerySet[PublicRecord]) -> QuerySet[PublicRecord]:
    """Those of `records` that can be had in a format.

    DataCite's schema demands a year, so that a work whose year is not stated is not in it.
    """
    if not METADATA_FORMATS[prefix].needs_year:
        return records
    works = [
        resource.kind for resource in resources() if resource.publishes is Publishes.RECORD_OF_WORK
    ]
    return records.exclude(live=True, kind__in=works, start=None)


def formats_of(record: PublicRecord) -> list[str]:
    """The prefixes of the formats that a record can be had in."""
    itself = PublicRecord.objects.filter(pk=record.pk)
    return [prefix for prefix in METADATA_FORMATS if in_format(prefix, itself).exists()]


def find(identifier: str, now: datetime) -> PublicRecord:
    """The item that has `identifier`. Raises idDoesNotExist."""
    try:
        record = PublicRecord(uid=uuid.UUID(identifier.rpartition(":")[2]))
    except ValueError:
        record = None
    if record is not None and identifier_of(record) == identifier:
        record = items(now).select_related("entry").filter(uid=record.uid).first()
        if record is not None:
            return record
    raise OaiError("idDoesNotExist", "Nothing here has or had this identifier.")


def page_of(place: HarvestPlace, *, with_documents: bool) -> ItemPage:
    """The items at `place`. Raises badArgument, badResumptionToken or noRecordsMatch."""
    now = now_current()
    head = Head.objects.first() or Head(epoch="")
    if place.log and (place.log != head.epoch or place.after > head.sequence):
        raise gone()
    remaining = chosen(place, now).filter(entry_id__gt=place.after)
    rows = remaining.order_by("entry_id").select_related("entry")
    if not with_documents:
        rows = rows.defer("entry__body")
    records = list(rows.defer("summary")[: PAGE + 1])
    if not records:
        raise OaiError("noRecordsMatch", "No record matches; the list may have moved on.")
    more, records = len(records) > PAGE, records[:PAGE]
    token: str | None = "" if place.log else None
    if more:
        last, given = records[-1].entry_id, place.given + len(records)
        token = write_token(replace(place, log=head.epoch, after=last, given=given))
    size = place.given + (remaining.count() if more else len(records))
    return ItemPage(records, place.given, size, token)


def chosen(place: HarvestPlace, now: datetime) -> QuerySet[PublicRecord]:
    """All items of the list to which `place` belongs."""
    span = {"from": place.first, "until": place.last}
    first, last = read_span({name: text for name, text in span.items() if text})
    records = in_format(place.prefix, items(now))
    if place.set:
        members = read_set(place.set)
        records = within(records, members) if members else records.none()
    if first is not None:
        records = records.filter(changed_at__gte=first)
    return records if last is None else records.filter(changed_at__lte=last)


def earliest() -> datetime | None:
    """The time of the first entry. No item has an older datestamp."""
    return Entry.objects.order_by("sequence").values_list("recorded_at", flat=True).first()


def answered_at(asked_at: datetime) -> datetime:
    """The time for which an answer is valid.

    The next harvest asks for changes since then. A change that is being appended now is not in this
    answer. Its entry gets the time at which the append began, or a later one.
    """
    waiting = Pending.objects.aggregate(since=Min("created_at"))["since"]
    return min(asked_at, waiting) if waiting else asked_at


def stamp(moment: datetime) -> str:
    """ "2026-11-23T17:00:00Z" """
    return moment.astimezone(UTC).strftime(SECOND)
