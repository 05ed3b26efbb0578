"""Keep the bytes of a file and the text of it in the database, and read them."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone

from cms.models.source import Source
from importer.extract import Proposal
from importer.formats.saved_file import SavedFile
from importer.models import FilePart, ImportedPage, KeptFile

PART_BYTES = 1024**2


def keep_file(file: SavedFile, proposal: Proposal) -> KeptFile:
    """The kept file with these bytes, and the text that `proposal` has read from them.

    Both are kept once, however often the file comes.
    """
    facts = {"name": file.name[-255:], "address": file.address[:500], "retrieved": file.retrieved}
    with transaction.atomic():
        kept, is_new = KeptFile.objects.get_or_create(
            sha256=file.sha256, defaults={**facts, "size": len(file.data)}
        )
        if is_new:
            store_parts(kept.parts, parts_of(file.data))
        read = {
            "text": proposal.page.text,
            "address": proposal.address[:500],
            "retrieved": proposal.retrieved or timezone.localdate(),
        }
        kept.texts.get_or_create(part=proposal.part, defaults=read)
    return kept


def parts_of(data: bytes) -> Iterator[bytes]:
    return (data[start : start + PART_BYTES] for start in range(0, len(data), PART_BYTES))


def store_parts(relation: Any, contents: Iterable[bytes]) -> None:
    for number, content in enumerate(contents):
        relation.create(number=number, content=content)


def read_parts(relation: Any) -> Iterator[bytes]:
    """The content of a file, a megabyte at a time."""
    part: FilePart
    for part in relation.iterator(chunk_size=1):
        yield bytes(part.content)


def kept_among(digests: Iterable[str]) -> set[str]:
    """Those whose file is kept. A page that was imported long ago may have none."""
    return set(KeptFile.objects.filter(sha256__in=digests).values_list("sha256", flat=True))


def let_go(sha256: str) -> None:
    """Delete the kept file, unless an imported page or a source of a record still names it."""
    if not ImportedPage.objects.filter(sha256=sha256).exists() and not is_cited(sha256):
        KeptFile.objects.filter(sha256=sha256).delete()


def is_cited(sha256: str) -> bool:
    """Whether a source of a record names it."""
    return any(model.objects.filter(sha256=sha256).exists() for model in source_models())


def source_models() -> list[Any]:
    return Source.__subclasses__()
