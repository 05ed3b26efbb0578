"""A proposal becomes drafts. Nothing is published."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from archive.models import Entry
from archive.publisher.after_commit import catch_up
from cms.models import EventPage, Partner, PartnerName, Person, Quote, Reference
from importer.extract import read
from importer.review.create import create
from tests import factories
from tests.importer.extract.pages import RIVERS, WP1725
from tests.shared import shared

pytestmark = pytest.mark.django_db


@shared
def series():
    return factories.make_series(title="Human rights", slug="human-rights")


def test_the_event_is_a_draft_with_every_fact_of_the_page(series):
    create(read(WP1725, "wp1725.txt"), series)
    event = EventPage.objects.get(code="WP1725")
    assert (event.live, event.title, event.ordinal) == (
        False,
        "Human Rights, Peace and Security",
        15,
    )
    assert (event.access, event.attribution_rule) == ("invitation-only", "off-the-record")
    assert (event.event_kind, event.start, event.precision) == ("roundtable", None, "none")
    partners = [str(partnership.partner) for partnership in event.partnerships.all()]
    assert partners == [
        "Federal Department of Foreign Affairs of Switzerland",
        "Ministry for Foreign Affairs of Finland",
    ]
    speakers = [row.quote.speaker.name for row in event.event_quotes.all()]
    assert speakers == ["António Guterres", "Michelle Bachelet"]
    assert event.calls_to_action.get().action_kind == "newsletter"


def test_the_source_says_which_fields_it_speaks_for(series):
    create(read(RIVERS, "rivers.html"), series)
    source = EventPage.objects.get(code="LH2031").sources.get()
    assert source.url == "https://lakeside.example/events/rivers-and-peace-lh2031/"
    assert {"title", "code", "dates", "partners"} <= set(source.speaks_for_list)


def test_nothing_becomes_public(series):
    factories.publish(series)
    catch_up()
    before = Entry.objects.count()
    create(read(WP1725), series)
    catch_up()
    assert Entry.objects.count() == before
    for model in (EventPage, Partner, Person, Quote, Reference):
        assert not model.objects.filter(live=True).exists(), model


def test_the_body_is_in_blocks_that_an_editor_can_open(series):
    create(read(WP1725), series)
    body = EventPage.objects.get(code="WP1725").get_latest_revision_as_object().body
    assert [block.block_type for block in body][:2] == ["paragraph", "heading"]


def test_a_record_that_is_there_is_not_taken_unless_asked(series):
    partner = factories.make_partner(name="Ministry for Foreign Affairs of Finland")
    create(read(WP1725), series)
    assert partner.partnerships.count() == 0


@pytest.mark.parametrize("known_as", ["name", "former name", "acronym"])
def test_a_record_that_is_there_is_taken_when_asked_and_named(series, known_as):
    name, acronym = ("rivers trust" if known_as == field else "" for field in ("name", "acronym"))
    partner = factories.make_partner(name=name or "Another", acronym=acronym)
    if known_as == "former name":
        PartnerName.objects.create(partner=partner, name="Rivers Trust")
    records = create(read(RIVERS), series, match=True)
    assert records.linked == [partner]
    assert partner.partnerships.get().role_stated == "In association with"


def test_a_month_is_kept_as_a_month(series):
    create(read("A meeting on water\n\nMarch 2017 | QX1532\n\nIt is about water among us."), series)
    event = EventPage.objects.get(code="QX1532")
    assert (event.start.isoformat(), event.end, event.precision) == ("2017-03-01", None, "month")
    assert event.dates_stated == "March 2017"


def test_a_code_that_is_taken_is_refused_and_nothing_is_written(series):
    factories.make_event(series=series, title="There", code="WP1725")
    with pytest.raises(ValidationError, match="already has this code"):
        create(read(WP1725), series)
    assert not Partner.objects.exists()
    assert EventPage.objects.count() == 1


def test_the_command_makes_drafts_and_says_which(series, tmp_path, capsys):
    (tmp_path / "page.txt").write_text(WP1725)
    call_command("import_page", str(tmp_path / "page.txt"), "--create", "human-rights")
    printed = capsys.readouterr().out
    assert "page.txt: draft event “Human Rights, Peace and Security”" in printed
    assert EventPage.objects.filter(code="WP1725", live=False).exists()


def test_the_command_makes_all_drafts_or_none(series, tmp_path):
    paths = [tmp_path / "one.txt", tmp_path / "two.txt"]
    for path in paths:
        path.write_text(WP1725)
    with pytest.raises(CommandError, match=r"two\.txt: .*already has this") as refused:
        call_command("import_page", *map(str, paths), "--create", "human-rights")
    assert refused.value.returncode == 2
    assert not EventPage.objects.exists()


def test_the_command_refuses_a_series_that_is_not_there(tmp_path):
    (tmp_path / "page.txt").write_text(WP1725)
    with pytest.raises(CommandError, match="no series with the key nowhere"):
        call_command("import_page", str(tmp_path / "page.txt"), "--create", "nowhere")


def test_the_draft_says_what_each_value_was_stated_as(series):
    create(read(WP1725, "wp1725.txt"), series)
    event = EventPage.objects.get(code="WP1725")
    assert (event.access_stated, event.attribution_stated) == ("invitation only", "off the record")
    assert (event.phase, event.mode, event.venue) == ("planned", "", None)
    assert event.audience_stated == "policy-makers and practitioners"
    assert event.organiser.name == "Wilton Park"


def test_a_quote_has_its_occasion_and_the_year_that_its_words_name(series):
    create(read(WP1725), series)
    first, second = (row.quote for row in EventPage.objects.get().event_quotes.all())
    assert (first.edtf, first.occasion_reference.name) == ("2017", "Human Rights Council 2017")
    assert (second.edtf, second.occasion_reference.reference_kind) == ("2018", "session")
    assert second.occasion_stated == "the 73rd Session of the UN General Assembly in 2018"
    assert {first.verification, second.verification} == {"unchecked"}
    assert {first.language, second.language} == {"en"}


def test_no_kind_is_made_up(series):
    create(read("A talk on water\n\nQX1532 | 4 March 2017\n\nIt is about water among us."), series)
    event = EventPage.objects.get()
    assert (event.event_kind, event.kind_stated) == ("other", "")


def test_phase_audience_and_what_is_said_of_a_reference_are_taken_over(series):
    text = """Ports in common (QX1533)

This expert roundtable is being developed in partnership with the Coral Institute.

The meeting looks at ports from the perspectives of policy-makers and practitioners.

The roundtable builds on the Government of Switzerland’s 13th June Appeal. The Appeal, which was
supported by 71 states, asks for more."""
    create(read(text), series)
    event = EventPage.objects.get()
    assert (event.phase, event.mode) == ("planned", "")
    assert event.audience_stated == "policy-makers and practitioners"
    appeal = event.event_references.get().reference
    assert (appeal.issuer, appeal.facts_stated) == (
        "Government of Switzerland",
        "supported by 71 states",
    )
    assert (appeal.edtf, appeal.reference_kind) == (None, "appeal")
