"""A person is removed everywhere: the imported pages and kept files that name them go as well."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.dispatch import receiver

from cms.signals import person_removed
from importer.extract import Proposal
from importer.formats.folder import read_or_refuse
from importer.formats.saved_file import SavedFile
from importer.models import ImportedPage, KeptFile

from .store import read_parts


@receiver(person_removed)
def remove_what_names(names: list[str], **kwargs: Any) -> None:
    """After the removal itself, since a file without a page must be read anew."""
    transaction.on_commit(lambda: forget(names))


def forget(names: list[str]) -> None:
    named = Q()
    for name in names:
        named |= Q(text__icontains=name)
    pages = ImportedPage.objects.filter(named)
    digests = set(pages.values_list("sha256", flat=True))
    shown = ImportedPage.objects.values("sha256")
    for kept in KeptFile.objects.exclude(sha256__in=shown).iterator(chunk_size=100):
        if mentions(kept, names):
            digests.add(kept.sha256)
    with transaction.atomic():
        pages.delete()
        KeptFile.objects.filter(sha256__in=digests).delete()


def mentions(kept: KeptFile, names: Iterable[str]) -> bool:
    """Whether the text of a file has one of the names. One that cannot be read counts as if."""
    file = SavedFile(kept.name, b"".join(read_parts(kept.parts)))
    for result in read_or_refuse(file):
        if not isinstance(result, Proposal):
            return True
        text = " ".join(result.page.text.split()).casefold()
        if any(name.casefold() in text for name in names):
            return True
    return False
