"""The caches in front of the server. Like an endpoint, they follow the log from a cursor.

The cursor moves when every cache has answered, so a purge that fails is sent again.
"""

from typing import Any

from django.conf import settings
from django.db import transaction
from wagtail.contrib.frontend_cache.utils import get_backends

from archive.addresses import api_url, page_url
from archive.models import FormerPath, Head, PublicRecord
from archive.registry import registry
from cms.models import Identifier
from webhooks.models import PurgeCursor

NAME = "frontend cache"
BATCH = 100  # records
# These answers may show any record.
ALWAYS = ("changes", "resolve", "search")


def is_behind() -> bool:
    """Whether a cache is set up and some changes are not purged yet."""
    if not settings.WAGTAILFRONTENDCACHE:
        return False
    head = Head.end()
    return not PurgeCursor.objects.filter(name=NAME, sequence__gte=head).exists()


def purge_caches() -> None:
    """Purge what has changed. The first time the caches are empty, and nothing is purged."""
    head = Head.end()
    cursor, _created = PurgeCursor.objects.get_or_create(name=NAME, defaults={"sequence": head})
    while cursor.sequence < head:
        changed = PublicRecord.objects.filter(entry_id__gt=cursor.sequence, entry_id__lte=head)
        records = list(changed.order_by("entry_id").defer("summary")[:BATCH])
        for backend in get_backends().values():
            # Where a cache knows surrogate keys, they would be enough.
            if hasattr(backend, "purge_keys"):
                backend.purge_keys(surrogate_keys(records))
            backend.purge_batch(urls_of(records))
        cursor.sequence = records[-1].entry_id if len(records) == BATCH else head
        cursor.save()


def purge_forgotten(urls: list[str], **kwargs: Any) -> None:
    """Purge the addresses of a removed person. Nothing else names them any more."""

    def purge() -> None:
        for backend in get_backends().values():
            backend.purge_batch(urls)

    if settings.WAGTAILFRONTENDCACHE:
        transaction.on_commit(purge, robust=True)


def urls_of(records: list[PublicRecord]) -> list[str]:
    """The URLs of the documents and pages of `records`, with their former keys and paths."""
    uids = [record.uid for record in records]
    documents = {(record.kind, record.key) for record in records}
    documents |= set(Identifier.objects.filter(uid__in=uids).values_list("kind", "key"))
    paths = {record.path for record in records if record.path}
    paths |= set(FormerPath.objects.filter(record__in=uids).values_list("path", flat=True))
    urls = {api_url(registry[kind].plural, key) for kind, key in documents}
    return sorted(urls | {page_url(path) for path in paths})


def surrogate_keys(records: list[PublicRecord]) -> list[str]:
    """The keys that answers carry in `Surrogate-Key`: the ids, and the plurals of the kinds."""
    keys = {str(record.uid) for record in records}
    keys |= {registry[record.kind].plural for record in records}
    return sorted(keys | set(ALWAYS))
