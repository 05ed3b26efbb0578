"""Merge two pages of one edition, or a page and an existing event. Nothing is lost, and the editor
decides on contradictions."""

import pytest
from django.core.exceptions import ValidationError

from cms.models import EventPage, Partnership
from importer.models import ImportedPage
from importer.review.create import Records, extend
from importer.review.facts import SourceFacts
from tests import factories
from tests.cms.admin.conftest import signed_in
from tests.importer.review.helpers import (
    ANNOUNCEMENT,
    REPORT,
    answers,
    decide,
    errors,
    make,
    upload,
    url,
    writer,
)
from tests.shared import shared

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


@shared
def series():
    return factories.make_series(title="Oceans", slug="oceans")


@shared
def event(editor, series) -> EventPage:
    """The draft that the announcement gives."""
    make(editor, upload(editor, ANNOUNCEMENT, series, name="announcement.txt"))
    return EventPage.objects.get()


@shared
def report(editor, series, event) -> ImportedPage:
    return upload(editor, REPORT, series, name="report.txt")


def latest(event: EventPage) -> EventPage:
    return EventPage.objects.get(pk=event.pk).get_latest_revision_as_object()


def label(decision) -> str:
    """The name of a single value, or the name and the fields of a value in a list."""
    single = decision.key == decision.name
    return decision.name if single else f"{decision.name}: {decision.versions[0].fields}"


def decisions(client, imported: ImportedPage, **about) -> dict:
    """The decisions of a screen by their label."""
    review = client.get(url(imported), about).context["review"]
    return {label(decision): decision for decision in review.decisions}


def about(series, **chosen) -> dict[str, str]:
    return {"series": str(series.pk), **{name: str(pk) for name, pk in chosen.items()}}


def test_an_event_that_is_there_is_offered_with_the_reason(editor, event, report):
    page = editor.get(url(report)).content.decode()
    assert "Add to “Oceans in common”, which has the same code and the same title." in page
    assert f"/admin/pages/{event.pk}/edit/" in page


def test_which_event_it_is_must_be_said(editor, series, event, report):
    assert "First choose which event the page is about." in errors(make(editor, report))
    assert EventPage.objects.count() == 1


def test_only_what_differs_or_is_new_is_asked(editor, series, event, report):
    by_name = decisions(editor, report, **about(series, into=event.pk))
    assert {"title", "code", "ordinal"} & by_name.keys() == set()
    assert by_name["dates"].is_conflict
    assert not by_name["attribution_rule"].is_conflict
    partners = [decision for name, decision in by_name.items() if name.startswith("partners")]
    assert [decision.versions[0].fields["name"] for decision in partners] == ["Harbour Foundation"]


def test_both_values_are_shown_where_they_contradict(editor, series, event, report):
    page = editor.get(url(report), about(series, into=event.pk)).content.decode()
    conflict = page.split("The sources do not agree")[1].split("</fieldset>")[0]
    assert "The event “Oceans in common”" in conflict
    assert "7–9 May 2021" in conflict
    assert 'value="8–9 May 2021"' in conflict
    assert "Keep the value of the event" in conflict


def test_a_contradiction_must_be_decided(editor, series, event, report):
    chosen = about(series, into=event.pk)
    response = editor.post(url(report), answers(editor, report, **chosen))
    assert errors(response) == ["Choose what to do with this value."]


@pytest.mark.parametrize(("choice", "dates"), [("event", "2021-05-07"), ("page", "2021-05-08")])
def test_the_editor_chooses_and_the_rest_is_united(editor, event, report, choice, dates):
    token = "event" if choice == "event" else f"page{report.pk}"
    chosen = about(report.series, into=event.pk)
    response = make(editor, report, {"dates-choice": token}, **chosen)
    assert response["Location"] == f"/admin/pages/{event.pk}/edit/"
    draft = latest(event)
    assert draft.start.isoformat() == dates
    assert draft.attribution_rule == "chatham-house"
    names = [partnership.partner.name for partnership in draft.partnerships.all()]
    assert names == ["Coral Institute", "Harbour Foundation"]
    assert "ports are part of the sea" in str(draft.body)
    assert "asks how neighbours share" in str(draft.body)
    assert EventPage.objects.count() == 1


def test_both_sources_are_kept_each_with_what_it_speaks_for(editor, series, event, report):
    make(editor, report, {"dates-choice": "event"}, **about(series, into=event.pk))
    first, second = latest(event).sources.all()
    assert (first.title, second.title) == ("announcement.txt", "report.txt")
    assert "dates" in first.speaks_for_list
    spoken_for = set(second.speaks_for_list)
    assert {"title", "code", "partners", "attribution_rule", "body"} <= spoken_for
    assert not {"dates", "ordinal", "access"} & spoken_for


def test_a_live_event_stays_as_it_is_until_it_is_published(editor, series, event, report):
    for partnership in event.partnerships.all():
        factories.publish(partnership.partner)
    factories.publish(event)
    before = EventPage.objects.get(pk=event.pk)
    make(
        editor,
        report,
        {"dates-choice": f"page{report.pk}"},
        **about(series, into=event.pk),
    )
    after = EventPage.objects.get(pk=event.pk)
    assert (after.live, after.start) == (True, before.start)
    assert after.partnerships.count() == 1
    assert after.has_unpublished_changes
    factories.publish(latest(event))
    assert EventPage.objects.get(pk=event.pk).partnerships.count() == 2


def test_what_the_event_leaves_open_is_filled_in_its_row(editor, series):
    partner = factories.make_partner(name="Coral Institute")
    event = factories.make_event(series=series, title="Oceans in common", code="LH2107")
    Partnership.objects.create(event=event, partner=partner, role="partner", sort_order=0)
    imported = upload(editor, ANNOUNCEMENT, series)
    make(editor, imported, **about(series, into=event.pk))
    row = latest(event).partnerships.get()
    assert (row.partner, row.role_stated) == (partner, "held in partnership with")


@pytest.mark.parametrize(("choice", "role"), [("event", "host"), ("page", "partner")])
def test_another_role_of_the_same_partner_is_a_contradiction(editor, series, choice, role):
    partner = factories.make_partner(name="Coral Institute")
    event = factories.make_event(series=series, title="Oceans in common", code="LH2107")
    Partnership.objects.create(event=event, partner=partner, role="host", sort_order=0)
    imported = upload(editor, ANNOUNCEMENT, series)
    chosen = about(series, into=event.pk)
    by_name = decisions(editor, imported, **chosen)
    key = next(decision.key for decision in by_name.values() if decision.name == "partners")
    token = "event" if choice == "event" else f"page{imported.pk}"
    make(editor, imported, {f"{key}-choice": token}, **chosen)
    row = latest(event).partnerships.get()
    assert (row.partner, row.role) == (partner, role)


def test_another_edition_can_be_named_when_nothing_is_like_it(editor, series):
    event = factories.make_event(series=series, title="Something else")
    imported = upload(editor, ANNOUNCEMENT, series)
    response = make(editor, imported, {"title-choice": "event"}, **about(series, edition=event.pk))
    assert response.status_code == 302, errors(response)
    assert (latest(event).title, latest(event).code) == ("Something else", "LH2107")


def test_two_pages_become_one_draft(editor, series):
    first = upload(editor, ANNOUNCEMENT, series, name="announcement.txt")
    second = upload(editor, REPORT, series, name="report.txt")
    chosen = about(series, other=second.pk)
    by_name = decisions(editor, first, **chosen)
    assert by_name["dates"].is_conflict
    assert len(by_name["title"].versions[0].evidence) == 2
    response = make(editor, first, {"dates-choice": f"page{second.pk}"}, **chosen)
    assert response.status_code == 302, errors(response)
    event = EventPage.objects.get()
    assert (event.start.isoformat(), event.ordinal) == ("2021-05-08", 4)
    assert event.partnerships.count() == 2
    sources = {source.title: source.speaks_for_list for source in event.sources.all()}
    assert "dates" in sources["report.txt"]
    assert "dates" not in sources["announcement.txt"]
    assert "title" in sources["report.txt"]
    assert "title" in sources["announcement.txt"]
    assert set(ImportedPage.objects.values_list("state", "event")) == {("made", event.pk)}


def test_what_one_page_leaves_open_the_other_fills(editor, series):
    """The year of a session is only in the second page: both are one reference, with its year."""
    cites = "The conference builds on the 12th Session of the Ocean Assembly{}."
    first = upload(editor, f"{ANNOUNCEMENT}\n\n{cites.format('')}", series)
    second = upload(editor, f"{REPORT}\n\n{cites.format(' in 2018')}", series)
    chosen = about(series, other=second.pk)
    by_name = decisions(editor, first, **chosen)
    cited = [decision for decision in by_name.values() if decision.name == "references"]
    assert [len(decision.versions) for decision in cited] == [1]
    fields = cited[0].versions[0].fields
    assert (fields["start"].year, fields["precision"]) == (2018, "year")


def test_neither_page_is_made_when_one_was_changed_meanwhile(editor, series):
    first = upload(editor, ANNOUNCEMENT, series)
    second = upload(editor, REPORT, series, name="report.txt")
    chosen = about(series, other=second.pk)
    review = editor.get(url(first), chosen).context["review"]
    sent = decide(answers(editor, first, **chosen), review)
    ImportedPage.objects.filter(pk=second.pk).update(version=7)
    response = editor.post(url(first), sent)
    assert response.status_code == 200
    assert not EventPage.objects.exists()
    assert set(ImportedPage.objects.values_list("state", flat=True)) == {"review"}


def test_a_locked_event_is_not_changed(editor, series, event, report):
    EventPage.objects.filter(pk=event.pk).update(locked=True)
    response = make(editor, report, {"dates-choice": "event"}, **about(series, into=event.pk))
    assert "is locked" in " ".join(errors(response))
    assert latest(event).sources.count() == 1


def test_what_no_event_may_have_is_refused_in_a_merge_too(editor, series, event):
    factories.make_event(series=series, title="Twin", ordinal=9)
    facts = SourceFacts().as_dict() | {"ordinal": {"ordinal": 9}}
    with pytest.raises(ValidationError, match="already has this number"):
        extend(event, facts, Records(series.locale), [], user=None)
    assert latest(event).ordinal == 4


def test_who_may_add_events_but_not_change_this_one_changes_nothing(series, event, report):
    """Somebody who writes in the series may edit what they have made, and nothing else."""
    client = signed_in(writer(series))
    chosen = about(series, into=event.pk)
    assert client.get(url(report), chosen).status_code == 200
    response = make(client, report, {"dates-choice": "event"}, **chosen)
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    assert latest(event).sources.count() == 1
    assert ImportedPage.objects.get(pk=report.pk).state == "review"
