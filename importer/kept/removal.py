"""A person is removed everywhere: the imported pages and kept files that name them go as well."""

from collections.abc import Iterable
from typing import Any

from anyascii import anyascii
from django.db import transaction
from django.db.models import Q
from django.dispatch import receiver

from cms.signals import person_removed
from cms.text.names import NameFinder
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
    pages = pages_with(names)
    digests = set(pages.values())
    imported = ImportedPage.objects.values("sha256")
    finder = NameFinder(names)
    for kept in KeptFile.objects.exclude(sha256__in=imported).iterator(chunk_size=100):
        if mentions(kept, finder):
            digests.add(kept.sha256)
    with transaction.atomic():
        ImportedPage.objects.filter(pk__in=pages).delete()
        KeptFile.objects.filter(sha256__in=digests).delete()


def pages_with(names: Iterable[str]) -> dict[int, str]:
    """`{pk: sha256}` of the pages whose text has one of the names. A line may end within it, so the
    database looks for the longest word of a name only."""
    has_word = Q(pk=None)
    for name in names:
        for spelled in (name, anyascii(name)):
            has_word |= Q(text__icontains=max(spelled.split(), key=len, default=name))
    pages = ImportedPage.objects.filter(has_word).values_list("pk", "sha256", "text")
    finder = NameFinder(names)
    return {
        pk: sha256 for pk, sha256, text in pages.iterator(chunk_size=100) if finder.stands_in(text)
    }


def mentions(kept: KeptFile, names: NameFinder) -> bool:
    """Whether the text of a file has one of the names. One that cannot be read counts as if. The
    texts that are kept may be those of some of its events."""
    if any(map(names.stands_in, kept.texts.values_list("text", flat=True))):
        return True
    file = SavedFile(kept.name, b"".join(read_parts(kept.parts)))
    for result in read_or_refuse(file):
        if not isinstance(result, Proposal) or names.stands_in(result.page.text):
            return True
    return False
