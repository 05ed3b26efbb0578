"""A draft, read by the front end that shows it."""

import orjson
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from api.rendering.drafts import document_of_draft
from archive.publisher.after_commit import catch_up
from cms.models import Appearance, Partnership
from cms.previews import PreviewCode
from cms.requests.counting import here
from tests import factories
from tests.api.rendering import document
from tests.cms.admin.conftest import signed_in, user
from tests.cms.admin.forms import event_form, snippet_form
from tests.conftest import empty_cache
from tests.previewing import (
    ORIGIN,
    PREVIEW,
    code_from,
    draft_url,
    edit_url,
    exchange,
    read,
    token_for,
)
from tests.shared import shared

pytestmark = pytest.mark.django_db
KINDS = ("quote", "partner", "person", "theme", "venue", "reference")


@shared
def moderator():
    return signed_in(user("moderator", "Moderators"))


def test_a_draft_of_what_is_published_reads_as_it_is_published(moderator, reader):
    event = factories.make_event(code="WP1725", title="As it stands")
    catch_up()

    draft = read(reader, token_for(moderator, reader, draft_url(event))).json()

    assert draft == reader.get("/api/v1/events/WP1725/").json()


@pytest.mark.parametrize("kind", KINDS)
def test_the_draft_of_every_kind_has_the_keys_of_its_document(kind):
    record = getattr(factories, f"make_{kind}")()
    published = document(record)

    draft = document_of_draft(record)

    assert draft.keys() == published.keys()
    assert {**draft, "meta": None} == {**published, "meta": None}


def test_pages_of_every_kind_have_drafts():
    for page in (factories.home(), factories.make_series(title="Annual")):
        assert document_of_draft(page)["title"] == page.title


def test_what_is_being_typed_is_shown_before_it_is_saved(moderator, reader):
    series = factories.make_series()
    url = reverse("wagtailadmin_pages:preview_on_add", args=["cms", "eventpage", series.pk])
    moderator.post(url, event_form(title="Half a title", ordinal="4", ordinal_basis="stated"))

    draft = read(reader, token_for(moderator, reader, url)).json()

    assert (draft["title"], draft["ordinal"]) == ("Half a title", 4)
    assert draft["series"]["title"] == series.title


def test_a_snippet_is_shown_while_it_is_typed(moderator, reader):
    theme = factories.make_theme(label="Before")
    moderator.post(edit_url(theme), snippet_form(label="After", slug="after"))

    assert read(reader, token_for(moderator, reader, edit_url(theme))).json()["title"] == "After"


def test_the_same_token_shows_what_is_typed_next(moderator, reader):
    theme = factories.make_theme(label="Before")
    moderator.post(edit_url(theme), snippet_form(label="First", slug="x"))
    token = token_for(moderator, reader, edit_url(theme))
    first = read(reader, token)
    unchanged = read(reader, token, **{"if-none-match": first.headers["ETag"]})

    moderator.post(edit_url(theme), snippet_form(label="Second", slug="x"))
    second = read(reader, token, **{"if-none-match": first.headers["ETag"]})

    assert unchanged.status_code == 304
    assert second.json()["title"] == "Second"


def test_a_link_to_another_draft_holds_its_place_without_a_word_of_it(moderator, reader):
    event = factories.make_event(title="A draft with drafts in it")
    hidden = factories.make_partner(name="CANARY House", country="FI", live=False)
    quote = factories.make_quote(text="CANARY words", live=False)
    event.partnerships = [Partnership(partner=hidden)]
    event.body = [("quote", quote), ("paragraph", f'<a linktype="page" id="{event.pk}">x</a>')]
    event.save_revision()

    answer = read(reader, token_for(moderator, reader, draft_url(event)))

    [partnership] = answer.json()["partners"]
    assert partnership["partner"] == {
        "id": None,
        "type": "partner",
        "key": None,
        "url": None,
        "html_url": None,
        "title": "Not public yet: a partner",
        "country": None,
        "kind": None,
        "logo": None,
    }
    assert answer.json()["body"][0]["value"]["text"] is None
    assert b"CANARY" not in answer.content


def test_a_rule_of_silence_holds_in_a_draft():
    event = factories.make_event(attribution_rule="chatham-house")
    event.appearances = [
        Appearance(person=factories.make_person(name="Named Person"), may_be_named=True),
        Appearance(person=factories.make_person(name="Silent Person")),
    ]

    draft_document = document_of_draft(event)

    assert [appearance["person"]["title"] for appearance in draft_document["people"]] == [
        "Named Person"
    ]


def test_internal_notes_are_never_shown():
    event = factories.make_event(internal_notes="CANARY: ask the ministry")

    assert b"CANARY" not in orjson.dumps(document_of_draft(event))


def test_the_editions_beside_a_draft_are_the_public_ones():
    series = factories.make_series()
    for number in (3, 9):
        factories.make_event(parent=series, title=f"No. {number}", ordinal=number)
    factories.make_event(parent=series, title="Hidden", ordinal=5, live=False)
    draft = factories.make_event(parent=series, ordinal=1, live=False)
    draft.ordinal = 6

    draft_document = document_of_draft(draft)

    assert (draft_document["previous"]["title"], draft_document["next"]["title"]) == (
        "No. 3",
        "No. 9",
    )


def test_rich_text_comes_in_the_form_that_is_asked_for(moderator, reader):
    event = factories.make_event(body=[("paragraph", "<p><b>Words</b></p>")])
    token = token_for(moderator, reader, draft_url(event))

    answer = reader.get(
        f"{PREVIEW}?rich_text=markdown", headers={"authorization": f"Bearer {token}"}
    )

    assert answer.json()["body"][0]["value"] == "**Words**"


def test_it_costs_no_more_queries_for_more_partners():
    def count(partners: int) -> int:
        event = factories.make_event()
        event.partnerships = [
            Partnership(partner=factories.make_partner(name=f"{event.pk} {number}"))
            for number in range(partners)
        ]
        draft = event.save_revision().as_object()
        catch_up()
        with CaptureQueriesContext(connection) as queries:
            document_of_draft(draft)
        return len(queries)

    assert count(2) == count(12)


def test_nobody_may_store_it_and_only_its_front_end_may_read_it(moderator, reader):
    token = token_for(moderator, reader, draft_url(factories.make_event()))

    mine = read(reader, token)
    other = read(reader, token, origin="https://evil.test")
    server = reader.get(PREVIEW, headers={"authorization": f"Bearer {token}"})

    assert mine.headers["Cache-Control"] == "no-store"
    assert mine.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert {"Origin", "Authorization"} <= set(mine.headers["Vary"].replace(" ", "").split(","))
    assert other.status_code == 404
    assert "Access-Control-Allow-Origin" not in other.headers
    assert server.status_code == 200


def test_a_browser_may_ask_first(reader):
    asked = {"origin": ORIGIN, "access-control-request-method": "POST"}

    answer = reader.options(PREVIEW, headers=asked)
    stranger = reader.options(PREVIEW, headers={**asked, "origin": "https://evil.test"})

    assert answer.status_code == 204
    assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert "Access-Control-Allow-Origin" not in stranger.headers


def test_a_code_opens_one_preview_once(moderator, reader):
    code = code_from(moderator, draft_url(factories.make_event()))

    assert exchange(reader, code).status_code == 200
    assert exchange(reader, code).status_code == 404
    assert not PreviewCode.objects.exists()


def test_a_code_is_worth_nothing_to_another_front_end(moderator, reader):
    code = code_from(moderator, draft_url(factories.make_event()))

    assert exchange(reader, code, origin="https://evil.test").status_code == 404


@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [
        (b"{", "application/json", 400, "bad_request"),
        (b"[]", "application/json", 400, "bad_request"),
        (b"{}", "application/json", 400, "invalid_parameter"),
        (b'{"code": 5}', "application/json", 400, "invalid_parameter"),
        (b'{"cod": "x"}', "application/json", 400, "unknown_parameter"),
        (b"code=x", "text/plain", 415, "unsupported_media_type"),
        (b'{"code": "%s"}' % (b"x" * 2000), "application/json", 413, "too_large"),
        (b'{"code": "x"}', "application/json", 404, "not_found"),
    ],
)
def test_what_is_no_code_is_refused(reader, body, content_type, status, code):
    answer = reader.post(PREVIEW, body, content_type=content_type)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["Cache-Control"] == "no-store"


def test_another_front_end_is_a_setting(moderator, reader, settings):
    settings.PREVIEW_FRONTENDS = {"New": "https://new.test/api/draft", "Site": f"{ORIGIN}/preview/"}
    event = factories.make_event()

    answer = moderator.get(draft_url(event))
    code = answer.headers["Location"].partition("#code=")[2]

    assert answer.headers["Location"].startswith("https://new.test/api/draft#")
    assert exchange(reader, code, origin="https://new.test").status_code == 200
    assert [name for name, _label in event.preview_modes] == ["New", "Site"]
    assert moderator.get(f"{draft_url(event)}?mode=Nobody").status_code in (302, 403)


def test_the_user_bar_comes_with_the_token(moderator, reader):
    event = factories.make_event()

    answer = exchange(reader, code_from(moderator, draft_url(event))).json()

    assert f"/admin/pages/{event.pk}/edit/" in answer["userbar"]
    assert "checker-axe-configuration" in answer["userbar"]


def test_editors_behind_one_address_do_not_use_up_each_others_requests(moderator, reader, settings):
    colleague = signed_in(user("colleague", "Moderators"))
    event = factories.make_event()
    tokens = [token_for(user, reader, draft_url(event)) for user in (moderator, colleague)]
    settings.API_RATE_LIMIT = (2, 60)
    here.clear()
    empty_cache()

    answers = [[read(reader, token).status_code for _look in range(3)] for token in tokens]
    forged = [read(reader, f"{number}x").status_code for number in range(3)]

    assert answers == [[200, 200, 429], [200, 200, 429]]
    assert forged == [404, 404, 429]
