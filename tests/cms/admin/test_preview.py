import pytest
from django.urls import reverse

from cms.models import Appearance, EventPage, Partnership
from tests import factories
from tests.cms.admin.forms import event_form

pytestmark = pytest.mark.django_db
KINDS = ("quote", "partner", "person", "theme", "venue", "reference")


def shown(record) -> str:
    return record.make_preview_request(preview_mode="").rendered_content


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_has_a_preview_with_its_name(kind):
    record = getattr(factories, f"make_{kind}")()

    page = shown(record)

    assert f"<h1>{record.title}</h1>" in page
    assert "http" not in page.replace("https://www.test", "")


def test_the_home_page_and_a_series_have_a_preview():
    assert "<h1>Home</h1>" in shown(factories.home())
    assert "<h1>Annual</h1>" in shown(factories.make_series(title="Annual"))


def test_a_preview_shows_a_date_no_more_precisely_than_it_is_known():
    page = shown(EventPage(title="An event", precision="year", start="2012-01-26", slug="x"))

    assert "2012-01-26" not in page


def test_a_preview_keeps_to_the_attribution_rule():
    event = factories.make_event(attribution_rule="chatham-house")
    event.appearances = [
        Appearance(person=factories.make_person(name="Named Person"), may_be_named=True),
        Appearance(person=factories.make_person(name="Silent Person")),
    ]

    page = shown(event)

    assert "Named Person" in page
    assert "Silent Person" not in page


def test_a_preview_never_shows_internal_notes():
    page = shown(factories.make_event(internal_notes="Ask the ministry again"))

    assert "Ask the ministry" not in page


def test_a_preview_shows_every_kind_of_block():
    event = factories.make_event(
        body=[
            ("heading", {"text": "Context", "level": "2"}),
            ("paragraph", "<p>Plain <b>words</b></p>"),
            ("list", {"ordered": True, "items": ["<p>First point</p>"]}),
            ("key_questions", {"title": "Key questions", "questions": ["Who decides?"]}),
            ("quote", factories.make_quote(text="Said by somebody")),
            ("reference", factories.make_reference(name="A treaty")),
            ("programme", None),
            ("partners", None),
            ("document", {"document": factories.make_document(title="A report"), "caption": ""}),
            ("embed", {"url": "https://www.example.org/film", "title": "A film", "caption": ""}),
            ("call_to_action", {"label": "Sign up", "kind": "newsletter", "url": ""}),
        ]
    )
    event.partnerships = [Partnership(partner=factories.make_partner(name="Example House"))]

    page = shown(event)

    for words in (
        "<h2>Context</h2>",
        "<b>words</b>",
        "First point",
        "Who decides?",
        "Said by somebody",
        "A treaty",
        "A report",
        "A film",
        "Sign up",
        "Example House (Partner)",
    ):
        assert words in page


def test_what_is_being_typed_can_be_previewed_before_it_is_saved(editor):
    series = factories.make_series()
    url = reverse("wagtailadmin_pages:preview_on_add", args=["cms", "eventpage", series.pk])

    answer = editor.post(url, event_form(title="Half a title", ordinal="4"))

    assert answer.json()["is_valid"] is True
    assert "<h1>Half a title</h1>" in editor.get(url).content.decode()
