"""The short rows beside the texts, which PostgreSQL keeps by itself and searches."""

from collections import defaultdict

import pytest
from django.core.management import call_command
from django.db.models import F, Q
from modelsearch.utils import get_content_type_pk

from archive.models import Facet, PublicRecord, SearchEntry, SearchText
from archive.publisher.after_commit import catch_up
from archive.search import index
from archive.search.index_rows import ROW_FACETS
from tests.archive.helpers import settle
from tests.factories import make_event, make_partner, make_quote, make_series, publish

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


ROW = ("text_id", "record_id", "kind", "locale", "start", "end", "changed_at")


def entries() -> set[tuple]:
    rows = SearchEntry.objects.values_list(*ROW, "facets", "words")
    return {(*row, tuple(facets), words) for *row, facets, words in rows}


def texts() -> set[tuple]:
    """The same, from the texts, their records and the index of the library."""
    from modelsearch.backends.database.postgres.postgres import IndexEntry

    own = IndexEntry.objects.filter(content_type_id=get_content_type_pk(SearchText))
    lexemes = own.annotate(words=F("title")._combine(F("body"), "||", False))
    by_number = dict(lexemes.values_list("object_id", "words"))
    facets = defaultdict(list)
    for facet in Facet.objects.filter(name__in=ROW_FACETS).order_by("name", "value"):
        facets[facet.record_id].append(f"{facet.name}={facet.value}")
    columns = ("pk", "record_id", *(f"record__{name}" for name in ROW[2:]))
    return {
        (*row, (f"={row[2]}", *facets[row[1]]), by_number[str(row[0])])
        for row in SearchText.objects.values_list(*columns)
    }


def test_they_follow_what_is_published_changed_and_withdrawn():
    series = make_series(title="Talks")
    event = make_event(
        series=series, title="Rights", summary="Of all, everywhere", organiser=make_partner(),
        start="2012-01-26", end="2012-01-28", precision="day",
    )  # fmt: skip
    make_quote(text="The well-being of all.")
    settle()
    first = entries()
    assert first == texts()
    assert len(first) == PublicRecord.objects.filter(live=True).count()

    event.title, event.start, event.end = "Duties", "2013-02-01", None
    publish(event)
    catch_up()
    assert entries() == texts() != first

    event.unpublish()
    catch_up()
    assert entries() == texts()
    assert not SearchEntry.objects.filter(kind="event").exists()


def test_they_follow_what_the_library_writes():
    make_partner(name="Ombudsman")
    settle()
    kept = entries()
    SearchEntry.objects.all().delete()
    call_command("update_index", backend_name="public", verbosity=0)
    assert entries() == kept


QUERIES = ("rights", "rights talks", '"human rights"', "human human", "pe")


def test_they_are_in_the_order_of_the_library():
    series = make_series(title="Talks")
    for title, summary in (
        ("Human rights", ""), ("Talks", "Human rights, human rights and rights"),
        ("Human talks", "On rights"), ("Rights", "Human"),
        ("Talks of rights", "Rights of a human"), ("Peace", "pe"),
        ("Rights and human talks", "Rights in talks about human rights"),
    ):  # fmt: skip
        make_event(series=series, title=title, summary=summary)
    settle()
    records = PublicRecord.objects.filter(live=True)
    kinds = set(records.values_list("kind", flat=True))
    for words in QUERIES:
        terms = index.terms_of(words, ["en"])
        matches = index.matching(terms)
        results = index.backend().search(index.query_of(terms), SearchText.objects.all())
        expected = [text.pk for text in results]
        assert expected, words
        of_kinds = Q(kind__in=kinds)
        in_english = of_kinds & Q(locale__in=("en", ""))
        for narrowed in (matches, matches.within(of_kinds), matches.within(in_english)):
            assert [text.pk for text in narrowed.page(records, 0, 20)] == expected, words
            assert [text.pk for text in narrowed.page(records, 1, 2)] == expected[1:3], words
