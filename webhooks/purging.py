"""One more subscriber of the log: the caches in front of the server, which are told to forget.

Nothing is lost: the cursor moves when every cache has taken it, and what fails comes again.
"""

from django.conf import settings
from wagtail.contrib.frontend_cache.utils import get_backends

from archive.addresses import api_url, page_url
from archive.models import FormerPath, Head, Record
from archive.registry import registry
from cms.models import Identifier
from webhooks.models import Cursor

NAME = "frontend cache"
MOST = 100  # records at once
# What may show any record.
ALWAYS = ("changes", "resolve", "search")


def is_behind() -> bool:
    """Whether there is a cache, and it has not been told of all."""
    if not settings.WAGTAILFRONTENDCACHE:
        return False
    head = Head.end()
    return not Cursor.objects.filter(name=NAME, sequence__gte=head).exists()


def tell_caches() -> None:
    """Have the caches forget what has changed. The first time they are empty: nothing has."""
    head = Head.end()
    cursor, _created = Cursor.objects.get_or_create(name=NAME, defaults={"sequence": head})
    while cursor.sequence < head:
        changed = Record.objects.filter(entry_id__gt=cursor.sequence, entry_id__lte=head)
        records = list(changed.order_by("entry_id").defer("summary")[:MOST])
        for backend in get_backends().values():
            # The names say all by themselves, where a cache knows them.
            if hasattr(backend, "purge_keys"):
                backend.purge_keys(keys(records))
            backend.purge_batch(addresses(records))
        cursor.sequence = records[-1].entry_id if len(records) == MOST else head
        cursor.save()


def addresses(records: list[Record]) -> list[str]:
    """The document of each record, the page of those that have one, and where both once were."""
    uids = [record.uid for record in records]
    documents = {(record.kind, record.key) for record in records}
    documents |= set(Identifier.objects.filter(uid__in=uids).values_list("kind", "key"))
    paths = {record.path for record in records if record.path}
    paths |= set(FormerPath.objects.filter(record__in=uids).values_list("path", flat=True))
    found = {api_url(registry[kind].plural, key) for kind, key in documents}
    return sorted(found | {page_url(path) for path in paths})


def keys(records: list[Record]) -> list[str]:
    """The names that answers carry in `Surrogate-Key`: ids and plurals."""
    found = {str(record.uid) for record in records}
    found |= {registry[record.kind].plural for record in records}
    return sorted(found | set(ALWAYS))
