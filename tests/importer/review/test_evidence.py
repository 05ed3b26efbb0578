"""The source of a draft keeps the evidence: words, address, checksum and the day of retrieval."""

import hashlib
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone
from wagtail.models import Locale

from cms.models import EventPage, Partner, Person, Quote, Reference
from importer.extract import read
from importer.models import ImportedPage
from importer.review.create import create
from importer.review.evidence import PageStatement, SavedPage
from importer.review.facts import Evidence, Item
from importer.review.records import Records
from tests import factories
from tests.importer.extract.pages import RIVERS
from tests.importer.review.helpers import ANNOUNCEMENT, REPORT, make, upload
from tests.shared import shared

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]
CITING = f"{ANNOUNCEMENT}\n\nIt builds on the 12th Session of the Ocean Assembly in 2018."
ADDRESS = "https://lakeside.example/events/rivers-and-peace-lh2031/"


@shared
def series():
    return factories.make_series(title="Oceans", slug="oceans")


def test_a_review_keeps_all_four(editor, series):
    make(editor, upload(editor, RIVERS, series, name="page.html"))
    source = EventPage.objects.get().sources.get()
    assert (source.url, source.retrieved) == (ADDRESS, timezone.localdate())
    assert source.sha256 == hashlib.sha256(RIVERS.encode()).hexdigest()
    assert "27th Annual Lakeside River Dialogue" in source.quotations_list


def test_the_words_are_those_of_the_values_that_were_taken(editor, series):
    make(editor, upload(editor, ANNOUNCEMENT, series), {"ordinal-choice": "drop"})
    quotations = EventPage.objects.get().sources.get().quotations_list
    assert {"7–9 May 2021", "invitation only"} <= set(quotations)
    assert quotations.index("7–9 May 2021") < quotations.index("invitation only")
    assert "4th conference" not in quotations


@pytest.mark.parametrize("wrong", ["\x7f", "\x1b", "\x0b"])
def test_what_no_text_can_hold_moves_no_words(editor, series, wrong):
    page = upload(editor, ANNOUNCEMENT.replace("Oceans", f"Oce{wrong}ans", 1), series)
    spans = {
        span["path"]: page.text[span["start"] : span["end"]] for span in page.proposal["spans"]
    }
    assert spans["/dates"] == "7–9 May 2021"


@pytest.mark.parametrize(
    ("entered", "day"), [({}, date(2026, 3, 1)), ({"retrieved": "2019-12-24"}, date(2019, 12, 24))]
)
def test_the_day_is_that_of_the_import_unless_the_editor_knows_better(editor, series, entered, day):
    imported = upload(editor, ANNOUNCEMENT, series)
    ImportedPage.objects.update(created_at=datetime(2026, 3, 1, 12, tzinfo=UTC))
    prefix = f"source-page{imported.pk}"
    make(editor, imported, {f"{prefix}-{name}": value for name, value in entered.items()})
    assert EventPage.objects.get().sources.get().retrieved == day


def test_it_stays_when_the_page_is_deleted(editor, series):
    make(editor, upload(editor, ANNOUNCEMENT, series))
    ImportedPage.objects.all().delete()
    source = EventPage.objects.get().get_latest_revision_as_object().sources.get()
    assert (len(source.sha256), bool(source.quotations)) == (64, True)


def test_each_of_two_pages_keeps_its_own(editor, series):
    first = upload(editor, ANNOUNCEMENT, series)
    second = upload(editor, REPORT, series, name="report.txt")
    chosen = {"series": str(series.pk), "other": str(second.pk)}
    make(editor, first, {"dates-choice": f"page{second.pk}"}, **chosen)
    one, two = EventPage.objects.get().sources.all()
    assert (one.sha256, two.sha256) == (first.sha256, second.sha256)
    assert "8–9 May 2021" in two.quotations_list
    assert "7–9 May 2021" not in one.quotations_list


def test_the_command_keeps_it_too(series):
    create(read(RIVERS.encode(), "page.html"), series)
    source = EventPage.objects.get().sources.get()
    assert source.sha256 == hashlib.sha256(RIVERS.encode()).hexdigest()
    assert (source.url, source.retrieved) == (ADDRESS, timezone.localdate())
    assert "27th Annual Lakeside River Dialogue" in source.quotations_list


def sources_of(model) -> dict[str, list]:
    """`{"Coral Institute": [source, …]}`, from the newest version of each record."""
    versions = [record.get_latest_revision_as_object() for record in model.objects.all()]
    return {str(version): list(version.sources.all()) for version in versions}


def check_records_of(text: str) -> None:
    """Every record that `text` names has a source with all four, and only with its own words."""
    everything = {model: sources_of(model) for model in (Partner, Person, Quote, Reference)}
    for sources in (sources for named in everything.values() for sources in named.values()):
        [source] = sources
        assert source.sha256 == hashlib.sha256(text.encode()).hexdigest()
        assert (source.url, source.retrieved) == ("", timezone.localdate())
        assert source.quotations_list
    [coral] = everything[Partner]["Coral Institute"]
    assert (coral.quotations_list, coral.speaks_for_list) == (["Coral Institute"], ["name"])
    [berg] = everything[Person]["Anna Berg"]
    assert (berg.quotations_list, berg.speaks_for_list) == (["Anna Berg"], ["name"])
    [[quote]] = everything[Quote].values()
    assert "The sea does not end" in quote.quotations
    assert {"text", "speaker", "attribution_stated"} <= set(quote.speaks_for_list)
    assert "Coral" not in quote.quotations
    [[session]] = everything[Reference].values()
    assert "12th Session of the Ocean Assembly" in session.quotations
    assert {"name", "dates"} <= set(session.speaks_for_list)


def test_each_record_that_a_review_makes_keeps_its_own(editor, series):
    make(editor, upload(editor, CITING, series))
    check_records_of(CITING)


def test_each_record_that_the_command_makes_keeps_its_own(series):
    create(read(CITING.encode(), "page.txt"), series)
    check_records_of(CITING)


def test_a_record_on_two_pages_has_both_as_sources(editor, series):
    first = upload(editor, ANNOUNCEMENT, series)
    second = upload(editor, REPORT, series, name="report.txt")
    chosen = {"series": str(series.pk), "other": str(second.pk)}
    make(editor, first, {"dates-choice": f"page{second.pk}"}, **chosen)
    partners = sources_of(Partner)
    assert [source.sha256 for source in partners["Coral Institute"]] == [
        first.sha256,
        second.sha256,
    ]
    assert [source.sha256 for source in partners["Harbour Foundation"]] == [second.sha256]


def test_a_record_that_was_there_gets_no_source(editor, series):
    factories.make_partner(name="Coral Institute")
    create(read(ANNOUNCEMENT.encode(), "page.txt"), series, match=True)
    assert sources_of(Partner)["Coral Institute"] == []


HELD, WITH = "Held by the Coral Institute.", "In partnership with the coral institute."


def states(page: SavedPage, quotation: str, name: str) -> dict:
    """A value of the review: `name`, which `page` states with `words`."""
    begins = page.text.index(quotation)
    item = Item({"name": name}, Evidence(begins, begins + len(quotation)))
    return {"name": name, "statements": [PageStatement(page, item)]}


def page_with(digit: str) -> SavedPage:
    return SavedPage(f"Page {digit}", "", None, digit * 64, f"{HELD} {WITH}")


@pytest.mark.parametrize("model", [Partner, Person, Reference])
def test_a_record_made_from_several_values_keeps_the_words_of_each(model):
    records = Records(Locale.get_default())
    first, second = page_with("1"), page_with("2")
    for page, quotation, name in (
        (first, HELD, "Coral Institute"),
        (first, WITH, "coral institute"),
        (second, WITH, "Coral Institute"),
        (second, WITH, "Coral Institute"),
    ):
        records.named(model, states(page, quotation, name))

    [sources] = sources_of(model).values()

    assert [source.sha256 for source in sources] == ["1" * 64, "2" * 64]
    assert [source.quotations_list for source in sources] == [[HELD, WITH], [WITH]]
    assert [source.speaks_for_list for source in sources] == [["name"], ["name"]]
    assert [source.quotations_list for source in model.objects.get().sources.all()] == [
        [HELD, WITH],
        [WITH],
    ]


def test_a_record_that_was_chosen_gets_no_words_of_a_second_value():
    partner, records = factories.make_partner(name="Coral Institute"), Records(Locale.get_default())
    records.named(Partner, {**states(page_with("1"), HELD, "Coral Institute"), "use": partner})
    assert records.named(Partner, states(page_with("1"), WITH, "coral institute")) == partner
    assert sources_of(Partner)["Coral Institute"] == []
