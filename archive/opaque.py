"""The keys of removed people become opaque, so that no address and no export names them.

A former key leads nowhere, as if nobody had ever had it, and nobody else gets it.
"""

import re
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.dispatch import Signal
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from archive.addresses import api_url, page_url
from archive.models import Entry, FormerPath, PublicRecord
from archive.publisher.lock import appending
from archive.registry import registry
from cms.models import ErasedKey, Identifier
from cms.text.slugs import slug_of

# Sent with `urls`, the addresses that caches must forget, in the transaction of the change.
forgotten = Signal()


def opaque_key(uid: uuid.UUID) -> str:
    """ "removed-1f0c2a9b44d2e871"."""
    return f"removed-{uid.hex[:16]}"


@transaction.atomic
def make_opaque(uids: list[uuid.UUID], names: Iterable[str]) -> None:
    """Take the keys and paths of these records out of the log, and all addresses with `names`."""
    with appending() as head:
        records = list(PublicRecord.objects.filter(uid__in=uids))
        keys = set(Identifier.objects.filter(uid__in=uids).values_list("kind", "key", "uid"))
        keys |= {(record.kind, record.key, record.uid) for record in records}
        keys = {row for row in keys if row[1] != opaque_key(row[2])}
        slugs = {slug_of(name) for name in names} | {key for _kind, key, _uid in keys}
        paths = FormerPath.objects.filter(_with_any(slugs, "path") | Q(record__in=uids))
        places = {(registry[kind].plural, key) for kind, key, _uid in keys}
        urls = {api_url(*place) for place in places}
        urls |= {page_url(f"/{plural}/{key}/") for plural, key in places}
        urls |= {page_url(path) for path in paths.values_list("path", flat=True)}
        urls |= {page_url(record.path) for record in records if record.path}
        ErasedKey.remember(keys)
        Identifier.objects.filter(uid__in=uids).delete()
        paths.delete()
        links = _with_any(slugs, "old_path") | _with_any(slugs, "redirect_link")
        Redirect.objects.filter(links).delete()
        for record in records:
            key = opaque_key(record.uid)
            Identifier.objects.create(kind=record.kind, key=key, uid=record.uid)
            Entry.objects.filter(uid=record.uid).update(key=key)
            PublicRecord.objects.filter(pk=record.pk).update(key=key, path="", title="")
        head.renew(timezone.now())
        head.save(update_fields=["generation", "renewed", "recent"])
    forgotten.send(sender=None, urls=sorted(urls))


def _with_any(slugs: set[str], field: str) -> Q:
    """Addresses that have one of `slugs` as a whole part: "/talks-by-jane-doe/"."""
    alternatives = "|".join(re.escape(slug) for slug in sorted(slugs - {""}))
    return (
        Q(**{f"{field}__iregex": rf"(^|[/-])({alternatives})([/?#-]|$)"})
        if alternatives
        else Q(pk=None)
    )
