"""Whatever is typed, pasted, imported or sent: no record holds text that something later cannot."""

import json

import pytest
from django.urls import reverse
from taggit.models import Tag
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import Revision

from archive.models import Entry
from archive.publisher.after_commit import catch_up
from cms.admin.links import edit_url
from cms.admin.typed_text import as_stored
from cms.models import EventPage, Theme
from cms.text.writable import UNWRITABLE, writable, writable_value
from tests import factories
from tests.api.helpers import read
from tests.archive.helpers import verify
from tests.cms.admin.forms import loaded, snippet_form
from tests.exports.helpers import export

pytestmark = pytest.mark.django_db
# Half an emoji, a vertical tab, NUL, no character, the control of a terminal.
WRONG = ["\ud83d", "\x0b", "\x00", "\ufffe", "\x1b"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("half \ud83d", "half \ufffd"),
        ("one\x0btwo\x0cthree", "one two three"),
        ("a\x00b\ufffec\x1bd\x7fe\uffff", "abcde"),
        ("whole 😀, line\n\tand é", "whole 😀, line\n\tand é"),
    ],
)
def test_what_becomes_of_it(text, kept):
    assert writable(text) == kept


@pytest.mark.parametrize("wrong", WRONG)
def test_a_record_is_saved_published_and_exported_without_it(wrong, reader, tmp_path):
    theme = factories.make_theme(label=f"Peace{wrong}", summary=f"Words{wrong} and words")
    event = factories.make_event(
        title=f"An event{wrong}",
        body=[
            ("paragraph", f"<p>Text{wrong} of it</p>"),
            ("heading", {"text": f"A head{wrong}", "level": "2"}),
        ],
    )
    event.save_revision()
    catch_up()

    for record in (Theme.objects.get(pk=theme.pk), EventPage.objects.get(pk=event.pk)):
        data = record.serializable_data()
        assert writable_value(data) == data
    for revision in Revision.objects.all():
        assert writable_value(revision.content) == revision.content
    listed = read(reader, "/api/v1/events/?fields=title,body")["results"]
    assert "Text" in str(listed)
    assert writable_value(listed) == listed
    assert reader.get("/api/v1/events.atom").status_code == 200
    assert verify() == (0, "")
    assert export(tmp_path / "bag").is_dir()


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_pasted_into_rich_text_is_saved_without_it(wrong):
    pasted = {
        "blocks": [{"key": "a", "text": f"Note {wrong}.", "type": "unstyled", "depth": 0,
                    "inlineStyleRanges": [], "entityRanges": []}],
        "entityMap": {},
    }  # fmt: skip
    html = ContentstateConverter(["bold"]).to_database_format(json.dumps(pasted))

    event = factories.make_event(body=[("paragraph", html)])

    text = EventPage.objects.get(pk=event.pk).body[0].value.source
    assert "Note" in text
    assert not UNWRITABLE.search(text)


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_sent_to_the_api_is_no_error(wrong, reader):
    response = reader.post(
        "/api/v1/newsletter/",
        data=json.dumps({"email": f"a{wrong}@example.org"}),
        content_type="application/json",
    )
    assert response.status_code in (202, 400, 422)


@pytest.mark.parametrize("wrong", ["\x0b", "\ufffe", "\x7f"])
def test_a_form_looks_up_what_will_be_stored(wrong, admin_client):
    report = factories.make_document(title="A report")
    form = {"title": "A report", "slug": report.slug, "sources-TOTAL_FORMS": "0"}
    form |= {"sources-INITIAL_FORMS": "0", "collection": report.collection_id}
    texts = [f"peace{wrong}talks", writable(f"peace{wrong}talks")]
    add = reverse("wagtailredirects:add")
    redirect = {"site": "", "redirect_link": "https://example.org/", "redirect_page": ""}

    answers = [admin_client.post(add, redirect | {"old_path": f"/{text}"}) for text in texts]
    assert [answer.status_code for answer in answers] == [302, 200]
    for tags in texts:
        answer = admin_client.post(edit_url(type(report), report.pk), form | {"tags": tags})
        assert answer.status_code == 302
    assert sorted(tag.name for tag in Tag.objects.all()) == texts[1].split()


@pytest.mark.parametrize("sent", ["A\r\nB", "A\rB", "A\nB"])
def test_the_ends_of_lines_are_the_same_whoever_typed_them(sent):
    assert as_stored(sent) == "A\nB"


def test_what_a_form_sends_again_unchanged_is_no_change(admin_client):
    """A browser ends each line with CR and LF."""
    theme = factories.make_theme(label="Peace", summary="A\nB", alternative_labels="C\nD")
    factories.publish(theme)
    catch_up()
    head = Entry.objects.count()
    form = snippet_form(label="Peace", summary="A\r\nB", alternative_labels="C\r\nD")
    form |= {"internal_notes": "E\r\nF", "slug": theme.slug, "action-publish": "1"}

    admin_client.post(edit_url(Theme, theme.pk), form | loaded(theme))

    catch_up()
    theme = Theme.objects.get()
    texts = (theme.summary, theme.alternative_labels, theme.internal_notes)
    assert texts == ("A\nB", "C\nD", "E\nF")
    assert Entry.objects.count() == head
