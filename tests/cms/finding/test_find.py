"""Names are found with and without accents, in any order, with slips, and in drafts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.search.models import IndexEntry

from cms.finding.find import find, likeness
from cms.finding.index import begin, rebuild
from cms.models import FinderEntry, PartnerName, SeriesAlias
from cms.search_backend import TITLE_NORM
from tests import factories as make
from tests.shared import shared

pytestmark = pytest.mark.django_db


@shared
def people() -> None:
    for name in ("António Guterres", "Łukasz Ørsted", "Jane Doe", "John Dole", "李明"):
        make.make_person(name=name)


def names_found(query: str, *kinds: str) -> list[str]:
    return [hit.name for hit in find(query, kinds or None)]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("antonio guterres", "António Guterres"),
        ("Guterres, António", "António Guterres"),
        ("gutteres", "António Guterres"),
        ("guterrez antonio", "António Guterres"),
        ("gutrres", "António Guterres"),
        ("gueterres", "António Guterres"),
        ("anotnio", "António Guterres"),
        ("antoino", "António Guterres"),
        ("ant", "António Guterres"),
        ("lukasz", "Łukasz Ørsted"),
        ("orsted", "Łukasz Ørsted"),
        ("ORSTED  LUKASZ", "Łukasz Ørsted"),
        ("李明", "李明"),
    ],
)
def test_a_name_is_found(people, query, name):
    assert names_found(query)[:1] == [name]


@pytest.mark.parametrize("query", ["", " ", "%", "_", "xyz", "guterres doe", "jxnx"])
def test_another_name_is_not(people, query):
    assert names_found(query) == []


def test_the_same_word_comes_before_its_beginning_and_a_slip(people):
    make.make_person(name="Jane Doerr")
    assert names_found("jane doe") == ["Jane Doe", "Jane Doerr"]
    assert likeness("doe", "doe") > likeness("doe", "doerr") > 0
    assert likeness("doerr", "doers") > likeness("doe", "doa") == 0


def test_records_of_all_kinds_and_pages_are_found_by_each_of_their_names():
    partner = make.make_partner(name="Conference of the Parties", acronym="COP")
    partner.names.add(PartnerName(name="Conférence des Parties"))
    partner.save()
    series = make.make_series(title="Annual Talks")
    series.series_aliases.add(SeriesAlias(name="Yearly Conversations"))
    series.save()
    make.make_event(series=series, code="WP1725", title="Human rights")
    make.make_reference(name="A resolution", symbol="A/RES/217(III)")
    make.make_document(title="Final report")
    for query, kind in [
        ("conference parties", "partner"),
        ("cop", "partner"),
        ("yearly conversations", "series"),
        ("wp1725", "event"),
        ("wp1752", "event"),
        ("res 217", "reference"),
        ("finale report", "document"),
    ]:
        assert find(query)[0].kind == kind, query
    assert {hit.kind for hit in find("re")} == {"document", "reference"}
    assert names_found("report", "image") == []


def test_an_acronym_that_nobody_entered_finds_the_name():
    make.make_partner(name="United Nations High Commissioner for Refugees")
    assert names_found("unhcr") == ["United Nations High Commissioner for Refugees"]


def test_a_draft_is_found_by_its_own_name_and_by_the_public_one():
    partner = make.make_partner(name="Ministry of Truth")
    partner.name = "Ministry of Love"
    partner.save_revision()
    assert names_found("truth") == names_found("love") == ["Ministry of Love"]
    partner.get_latest_revision().publish()
    assert names_found("truth") == []
    partner.refresh_from_db()
    partner.delete()
    assert names_found("love") == []


def test_an_archive_from_before_gets_its_entries(people):
    before = list(FinderEntry.objects.order_by("kind", "object_id").values_list("kind", "words"))
    FinderEntry.objects.all().delete()
    begin(type("App", (), {"name": "cms"}))
    rebuild()
    after = FinderEntry.objects.order_by("kind", "object_id").values_list("kind", "words")
    assert set(after) >= set(before) != set()


def test_a_search_takes_two_queries_however_many_records_there_are(
    people, django_assert_num_queries
):
    for number in range(30):
        make.make_theme(label=f"Rights and duties {number}")
    with django_assert_num_queries(1):
        assert len(find("rights")) == 30
    with django_assert_num_queries(2):
        assert len(find("rihgts")) == 30


@pytest.mark.parametrize("new", [make.make_theme, make.make_event, make.make_image])
def test_saving_a_record_looks_at_no_other_row_of_the_search_index(new):
    record = new()

    with CaptureQueriesContext(connection) as captured:
        record.save()

    assert "LENGTH" not in " ".join(query["sql"].upper() for query in captured)
    norms = IndexEntry.objects.filter(object_id=str(record.pk)).values_list("title_norm", flat=True)
    assert set(norms) == {TITLE_NORM}
