"""A16 and A17: tokens of previews that are not what they say, and good ones in other places."""

import logging
from datetime import timedelta

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from cms import previews
from tests import factories
from tests.cms.admin.conftest import signed_in, user
from tests.previewing import PREVIEW, code_from, draft_url, exchange, read, token_for
from tests.shared import shared

pytestmark = pytest.mark.django_db
WITHOUT_REQUEST_ID = ("type", "title", "status", "detail", "code")


@shared
def person():
    return user("moderator", "Moderators")


@shared
def admin(person):
    return signed_in(person)


@shared
def event():
    return factories.make_event(title="CANARY draft", live=False)


@pytest.fixture
def token(admin, reader, event) -> str:
    return token_for(admin, reader, draft_url(event))


def refusal(answer) -> dict:
    assert answer.status_code == 404
    assert b"CANARY" not in answer.content
    return {name: answer.json()[name] for name in WITHOUT_REQUEST_ID}


@pytest.fixture
def nothing(reader) -> dict:
    """What somebody gets who has no token at all."""
    return refusal(reader.get(PREVIEW))


def test_a16_a_token_ends_after_30_minutes(reader, token, nothing, time_machine):
    time_machine.move_to(timezone.now() + timedelta(minutes=29, seconds=50))
    assert read(reader, token).status_code == 200

    time_machine.shift(timedelta(seconds=11))

    assert refusal(read(reader, token)) == nothing


def test_a16_a_code_ends_after_a_minute(admin, reader, event, nothing, time_machine):
    code = code_from(admin, draft_url(event))

    time_machine.move_to(timezone.now() + timedelta(seconds=61))

    assert refusal(exchange(reader, code)) == nothing


def test_a16_one_flipped_bit_is_no_token(reader, token, nothing):
    for place in (0, len(token) // 2, len(token) - 1):
        other = "B" if token[place] == "A" else "A"
        flipped = token[:place] + other + token[place + 1 :]

        assert refusal(read(reader, flipped)) == nothing


def test_a16_another_salt_and_another_shape_are_no_token(reader, token, nothing):
    payload = signing.loads(token, salt=previews.SALT)

    assert refusal(read(reader, signing.dumps(payload, salt="another"))) == nothing
    assert refusal(read(reader, signing.dumps({"user": 1}, salt=previews.SALT))) == nothing
    assert refusal(read(reader, "x" * 5000)) == nothing


def test_a16_another_object_is_not_opened(reader, token, nothing):
    """Nothing that is sent names an object: the token does."""
    other = factories.make_event(title="CANARY other", live=False)

    answer = reader.get(f"{PREVIEW}?key={other.slug}", headers={"authorization": f"Bearer {token}"})

    assert answer.status_code == 400
    assert b"other" not in answer.content


def test_a16_a_draft_that_has_moved_on_is_closed(reader, event, token, nothing):
    event.title = "CANARY newer"
    event.save_revision()

    assert refusal(read(reader, token)) == nothing


def test_a16_a_named_revision_stays_what_it_was(admin, reader, event):
    revision = event.save_revision()
    url = reverse("wagtailadmin_pages:revisions_view", args=[event.pk, revision.pk])
    token = token_for(admin, reader, url)
    event.title = "CANARY newer"
    event.save_revision()

    assert read(reader, token).json()["title"] == "CANARY draft"


def test_a16_a_new_password_ends_what_was_opened(person, admin, reader, token, event):
    code = code_from(admin, draft_url(event))

    person.set_password("a long new one")
    person.save()

    assert read(reader, token).status_code == 404
    assert exchange(reader, code).status_code == 404


def test_a16_signing_out_ends_what_was_opened(admin, reader, token, event, nothing):
    code = code_from(admin, draft_url(event))

    admin.post(reverse("wagtailadmin_logout"))

    assert refusal(read(reader, token)) == nothing
    assert refusal(exchange(reader, code)) == nothing


def test_a16_a_disabled_person_reads_nothing(reader, person, token, nothing):
    person.is_active = False
    person.save()

    assert refusal(read(reader, token)) == nothing


def test_a16_a_person_who_lost_the_role_reads_nothing(reader, person, token, nothing):
    person.groups.clear()

    assert refusal(read(reader, token)) == nothing


def test_a16_a_token_of_a_front_end_that_was_removed_is_worth_nothing(
    reader, token, nothing, settings
):
    settings.PREVIEW_FRONTENDS = {"New": "https://new.test/preview/"}

    assert refusal(read(reader, token)) == nothing


@pytest.mark.parametrize(
    "path",
    ["events/", "events/{key}/", "search/?q=CANARY", "changes/", "events/{key}/history/"],
)
def test_a17_a_good_token_opens_nothing_else(reader, event, token, path):
    address = f"/api/v1/{path.format(key=event.wanted_key)}"

    with_token = reader.get(address, headers={"authorization": f"Bearer {token}"})

    assert with_token.status_code == reader.get(address).status_code
    assert b"CANARY draft" not in with_token.content
    assert "Authorization" not in with_token.headers.get("Vary", "")


def test_a17_a_token_in_the_address_is_refused(reader, token):
    assert reader.get(f"{PREVIEW}?token={token}").status_code == 400


def test_a17_no_log_holds_a_token_or_a_code(admin, reader, event, caplog):
    with caplog.at_level(logging.DEBUG):
        code = code_from(admin, draft_url(event))
        token = exchange(reader, code).json()["token"]
        read(reader, token)

    assert code not in caplog.text
    assert token not in caplog.text


def test_a17_the_way_there_sends_no_referrer(admin, event):
    answer = admin.get(draft_url(event))

    assert answer.headers["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert "no-store" in answer.headers["Cache-Control"]
