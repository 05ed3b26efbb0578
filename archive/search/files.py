"""The text of files that is searched with the documents that show them."""

import logging
import uuid
from collections.abc import Iterable, Iterator

from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from archive.batches import in_batches
from archive.models import FileText, PageText, PublicRecord
from archive.search.analysis import stemmed
from cms.documents.process import read_page_texts
from cms.models import CustomDocument

logger = logging.getLogger("plenary.log")

# PostgreSQL refuses an index entry of more than a megabyte: its words, each once, and places.
MOST_BYTES_OF_WORDS = 700_000
BYTES_OF_PLACES = 8


def text_of(sha256: str | None, object_id: int) -> FileText | None:
    """The text of a PDF, read when it is not there yet. None when there is no such file."""
    if not sha256:
        return None
    return FileText.objects.filter(pk=sha256).first() or _read(sha256, object_id)


def _read(sha256: str, object_id: int) -> FileText | None:
    document = CustomDocument.objects.filter(pk=object_id, sha256=sha256).first()
    if document is None:
        return None
    try:
        with document.open_file() as file:
            texts = read_page_texts(file)
    except (OSError, BotoCoreError, ClientError):
        # The check of files reports it. Search goes without.
        logger.info("the file of document %s cannot be read", object_id, exc_info=True)
        return None
    with transaction.atomic():
        text, is_new = FileText.objects.get_or_create(pk=sha256)
        if is_new:
            PageText.objects.bulk_create(_pages(text, texts), batch_size=100)
    return text


def _pages(file: FileText, texts: Iterable[str]) -> Iterator[PageText]:
    """The pages that have a text, up to those that an index entry can hold."""
    seen: set[str] = set()
    room = MOST_BYTES_OF_WORDS
    for number, text in enumerate(texts, 1):
        stems = stemmed(text, settings.LANGUAGE_CODE)
        new = set(stems) - seen
        room -= sum(len(stem) + BYTES_OF_PLACES for stem in new)
        if room < 0:
            return
        seen |= new
        if stems:
            yield PageText(file=file, number=number, text=text, stems=f" {' '.join(stems)} ")


def shown_by(uids: list[uuid.UUID]) -> list[str]:
    """The files whose text is searched with these records."""
    return [
        sha256
        for part in in_batches(uids)
        for sha256 in FileText.objects.filter(search_texts__record__in=part)
        .order_by("pk")
        .values_list("pk", flat=True)
    ]


def forget_unused(sha256s: list[str]) -> None:
    """Delete the text of those of the files that no public document shows any more."""
    for part in in_batches(sha256s):
        FileText.objects.filter(pk__in=part, search_texts=None).delete()


def records_naming(names: Iterable[str]) -> QuerySet[PublicRecord]:
    """The public records with a file that has one of the names, however it is written."""
    has_name = Q(pk=None)
    for name in names:
        has_name |= Q(text__contains=" ".join(name.split()))
        if len(stems := stemmed(name, settings.LANGUAGE_CODE)) > 1:
            has_name |= Q(stems__contains=f" {' '.join(stems)} ")
    pages = PageText.objects.filter(has_name)
    return PublicRecord.objects.filter(
        live=True, search_text__file__in=pages.values("file")
    ).order_by("pk")
