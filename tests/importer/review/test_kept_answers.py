"""What an editor chooses and corrects in a review survives every step."""

import pytest

from cms.models import EventPage, Partnership
from importer.models import ImportedPage
from tests import factories
from tests.importer.review.helpers import ANNOUNCEMENT, REPORT, answers, make, upload, url
from tests.shared import shared

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


@shared
def series():
    return factories.make_series(title="Oceans", slug="oceans")


@shared
def first(editor, series):
    return upload(editor, ANNOUNCEMENT, series, name="announcement.txt")


@shared
def second(editor, series):
    return upload(editor, REPORT, series, name="report.txt")


def partner_key(client, imported, name: str, **about) -> str:
    review = client.get(url(imported), about).context["review"]
    return next(
        decision.key
        for decision in review.decisions
        if decision.name == "partners" and name in str(decision.versions[0].fields)
    )


def send(client, imported, action: str, changes: dict, **about):
    return client.post(
        url(imported), answers(client, imported) | changes | about | {"action": action}
    )


def shown(client, imported) -> dict:
    return answers(client, imported)


@pytest.fixture
def changes(editor, first):
    """Corrections, a dropped value, a matched record, and the day of the source."""
    page = f"page{first.pk}"
    partner = factories.make_partner(name="Coral Institute")
    key = partner_key(editor, first, "Coral Institute")
    return {
        f"title-{page}-title": "Oceans for all",
        f"dates-{page}-when": "May 2021",
        "code-choice": "drop",
        "organiser-choice": page,
        f"{key}-{page}-use": str(partner.pk),
        f"{key}-{page}-role": "host",
        f"source-{page}-retrieved": "2026-11-01",
    }


@pytest.mark.parametrize("action", ["apply", "save", "drop"])
def test_a_step_keeps_every_answer(editor, first, changes, action):
    send(editor, first, action, changes)
    if action == "drop":
        editor.post(url(first), {"action": "reopen", f"version-{first.pk}": 1})
    assert changes.items() <= shown(editor, first).items()


def test_a_second_page_keeps_them_and_so_does_taking_it_away(editor, first, second, changes):
    response = send(editor, first, "apply", changes, other=second.pk)
    assert f"other={second.pk}" in response["Location"]
    together = shown(editor, first)
    assert changes.items() <= together.items()
    assert together[f"dates-page{second.pk}-when"] == "8–9 May 2021"

    later = {f"dates-page{second.pk}-when": "9 May 2021", "dates-choice": f"page{second.pk}"}
    send(editor, first, "apply", later, other="")
    alone = shown(editor, first)
    assert changes.items() <= alone.items()
    assert f"dates-page{second.pk}-when" not in alone

    send(editor, first, "apply", {}, other=second.pk)
    assert later.items() <= shown(editor, first).items()


def test_an_event_that_is_compared_keeps_them(editor, series, first, changes):
    """The row of the event fills the value, and the correction stays with it."""
    event = factories.make_event(series=series, title="Something else")
    partner = factories.make_partner(name="Coral Institute")
    Partnership.objects.create(event=event, partner=partner, role="host", sort_order=0)
    send(editor, first, "apply", changes, edition=event.pk)
    together = shown(editor, first)
    title = f"title-page{first.pk}-title"
    assert (together[title], together["organiser-choice"]) == (changes[title], f"page{first.pk}")
    key = partner_key(editor, first, "Coral Institute")
    field = f"{key}-page{first.pk}-role_stated"
    send(editor, first, "apply", {field: "with"}, edition=event.pk)
    assert shown(editor, first)[field] == "with"
    send(editor, first, "apply", {}, edition="")
    assert changes.items() | {(field, "with")} <= shown(editor, first).items()


def test_what_the_second_page_was_corrected_to_in_its_own_review_counts(editor, first, second):
    field = f"dates-page{second.pk}-when"
    send(editor, second, "save", {field: "10 May 2021"})
    send(editor, first, "apply", {}, other=second.pk)
    assert shown(editor, first)[field] == "10 May 2021"


def test_choices_that_are_not_applied_yet_ask_before_a_draft_is_made(editor, first, second):
    title = {f"title-page{first.pk}-title": "Oceans for all"}
    response = make(editor, first, title | {"other": str(second.pk)})
    assert f"other={second.pk}" in response["Location"]
    followed = editor.get(response["Location"])
    assert "The values follow them now" in str(next(iter(followed.context["messages"])))
    assert not EventPage.objects.exists()
    assert title.items() <= shown(editor, first).items()


def test_an_error_of_the_content_model_keeps_them(editor, series, first, changes):
    factories.make_event(series=series, title="There", ordinal=4)
    response = make(editor, first, changes, series=series.pk, into="new")
    assert response.status_code == 200
    review = response.context["review"]
    forms = [form for decision in review.decisions for form in decision.forms.values() if form]
    forms += [decision.choice for decision in review.decisions] + list(review.sources.values())
    values = {field.html_name: field.value() for form in forms for field in form}
    assert changes.items() <= values.items()


def test_a_draft_that_is_deleted_gives_the_review_back(editor, first, changes):
    assert make(editor, first, changes).status_code == 302
    EventPage.objects.get().delete()
    editor.post(url(first), {"action": "reopen", f"version-{first.pk}": 1})
    assert changes.items() <= shown(editor, first).items()


def test_a_correction_that_is_taken_back_is_gone(editor, first, changes):
    title = f"title-page{first.pk}-title"
    send(editor, first, "save", changes)
    send(editor, first, "save", {title: "Oceans in common"})
    assert title not in ImportedPage.objects.get(pk=first.pk).answers["fields"]
    assert shown(editor, first)[title] == "Oceans in common"


def test_a_partner_that_a_page_names_twice_has_two_answers(editor, series, first):
    text = f"{ANNOUNCEMENT}\n\nIt is sponsored by the Coral Institute."
    imported = upload(editor, text, series, name="twice.txt")
    review = editor.get(url(imported)).context["review"]
    for decision in review.decisions:
        assert len(decision.forms) == len(decision.versions)


def test_the_series_that_is_chosen_when_a_page_comes_again_is_kept(editor, first):
    imported = upload(editor, REPORT)
    series = factories.make_series(title="Another series")
    upload(editor, REPORT, series)
    imported.refresh_from_db()
    assert imported.series == series
