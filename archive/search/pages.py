"""The page of a file that answers a search."""

from dataclasses import dataclass
from functools import reduce
from operator import add, or_
from typing import Any

from django.db.models import Case, F, Q, Value, When, Window
from django.db.models.functions import RowNumber

from archive.models import PageText, SearchText
from archive.search.analysis import stemmed


@dataclass(frozen=True)
class FilePage:
    number: int
    text: str


def pages_of(texts: list[SearchText], terms: list[list[str]]) -> dict[int, FilePage]:
    """For each text that lacks one of `terms`: the page of its file that has most of them.

    `terms` come from `index.terms_of`. Takes one query, and none when no text has a file.
    """
    files = {text.file_id for text in texts if text.file_id}
    if not files or not terms:
        return {}
    best = {page.file_id: page for page in _best_pages(files, terms)}
    return {
        text.pk: FilePage(page.number, page.text)
        for text in texts
        if (page := best.get(text.file_id)) and not _has_all(text, terms)
    }


def _best_pages(files: set[str], terms: list[list[str]]) -> Any:
    conditions = [reduce(or_, [Q(stems__contains=f" {form} ") for form in term]) for term in terms]
    counts: list[Any] = [Case(When(one, then=1), default=Value(0)) for one in conditions]
    pages = PageText.objects.filter(reduce(or_, conditions), file__in=files).defer("stems")
    order = Window(RowNumber(), partition_by="file", order_by=[F("hits").desc(), F("number").asc()])
    return pages.annotate(hits=reduce(add, counts)).annotate(place=order).filter(place=1)


def _has_all(text: SearchText, terms: list[list[str]]) -> bool:
    """Whether the text of the record has all terms."""
    own = f" {' '.join(stemmed(f'{text.name} {text.text}', text.language))} "
    return all(any(f" {form} " in own for form in term) for term in terms)
