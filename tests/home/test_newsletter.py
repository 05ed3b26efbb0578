"""The newsletter, from the form to the list and off it again."""

import csv
import io
import logging
import re
import socket
import threading
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from smtplib import SMTPRecipientsRefused

import openpyxl
import pytest
from aiosmtpd.controller import Controller
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.requests import beside
from home.checks import mail_is_set_up
from home.models import Subscription
from home.newsletter import leave_link
from tests import factories
from tests.cms.admin.conftest import signed_in, user

ADDRESS = "reader@example.org"


def ask(reader, email=ADDRESS, **more):
    answer = reader.post(
        "/api/v1/newsletter/", {"email": email, **more}, content_type="application/json"
    )
    beside.wait()
    return answer


def link_in(message, name) -> str:
    return re.search(rf"https://api.test(/newsletter/{name}/\S+)", message.body)[1]


@pytest.mark.django_db(transaction=True)
def test_asking_confirming_and_leaving(reader):
    assert ask(reader).status_code == 202
    [message] = mail.outbox
    confirm = link_in(message, "confirm")

    assert b"Subscribe</button>" in reader.get(confirm).content
    assert not Subscription.objects.get().is_confirmed  # programs that check mail follow links

    assert b"You are subscribed" in reader.post(confirm).content
    assert Subscription.objects.get().is_confirmed
    assert reader.post(confirm).status_code == 404

    leave = re.search(r"https://api.test(\S+)>", message.extra_headers["List-Unsubscribe"])[1]
    assert b"Unsubscribe</button>" in reader.get(leave).content
    for _again in range(2):
        assert reader.post(leave, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscription.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_old_letter_leads_out_of_the_list_after_coming_back_too(reader):
    ask(reader)
    old = leave_link(Subscription.objects.get()).removeprefix("https://api.test")
    reader.post(old)
    ask(reader)
    assert len(mail.outbox) == 2
    assert reader.post(link_in(mail.outbox[0], "confirm")).status_code == 404

    reader.post(old)

    assert not Subscription.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_when_a_subscriber_asked_is_not_changed_by_others(reader):
    long_ago = timezone.now() - timedelta(days=9)
    Subscription.objects.create(
        email=ADDRESS, locale="en", asked_at=long_ago, confirmed_at=long_ago
    )

    ask(reader)

    assert len(mail.outbox) == 1
    assert Subscription.objects.get().asked_at == long_ago


@pytest.mark.django_db(transaction=True)
def test_the_answer_says_nothing_of_who_is_on_the_list(reader):
    new = ask(reader)
    waiting = ask(reader)
    Subscription.objects.update(confirmed_at=timezone.now())
    subscribed = ask(reader)
    trapped = ask(reader, email="other@example.org", website="http://spam.test")

    answers = {
        (response.status_code, response.content) for response in (new, waiting, subscribed, trapped)
    }
    assert len(answers) == 1
    assert Subscription.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_address_cannot_be_flooded(reader, time_machine):
    ask(reader)
    ask(reader, email="READER@example.org")
    assert len(mail.outbox) == 1

    time_machine.move_to(timezone.now() + timedelta(hours=1, seconds=1))
    ask(reader)
    assert len(mail.outbox) == 2

    Subscription.objects.update(confirmed_at=timezone.now())
    time_machine.move_to(timezone.now() + timedelta(hours=2))
    ask(reader)
    assert len(mail.outbox) == 2
    time_machine.move_to(timezone.now() + timedelta(days=1))
    ask(reader)
    assert "you are already subscribed" in mail.outbox[2].subject


@pytest.mark.django_db(transaction=True)
def test_a_link_is_good_for_three_days(reader, time_machine):
    ask(reader)
    confirm = link_in(mail.outbox[0], "confirm")

    time_machine.move_to(timezone.now() + timedelta(days=3, seconds=1))

    assert reader.get(confirm).status_code == 404
    assert b"no longer valid" in reader.post(confirm).content
    assert reader.get("/newsletter/unsubscribe/nonsense/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_pages_store_nothing_and_send_nothing_along(reader):
    ask(reader)

    page = reader.get(link_in(mail.outbox[0], "confirm"))

    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "Set-Cookie" not in page.headers
    assert ADDRESS not in page.content.decode()


@pytest.mark.django_db(transaction=True)
def test_mail_that_cannot_be_sent_is_logged_and_can_be_asked_for_again(reader, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    assert ask(reader).status_code == 202

    assert "A message of the newsletter was not sent" in caplog.text
    assert Subscription.objects.get().messaged_at is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "error", [SMTPRecipientsRefused({ADDRESS: (550, b"no such user")}), ValueError(ADDRESS)]
)
def test_whatever_goes_wrong_with_mail_no_log_has_the_address(reader, monkeypatch, caplog, error):
    def fail(message: EmailMessage) -> None:
        raise error

    monkeypatch.setattr(EmailMessage, "send", fail)

    ask(reader)

    assert f"was not sent: {type(error).__name__}" in caplog.text
    assert ADDRESS not in caplog.text
    assert Subscription.objects.get().messaged_at is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["confirm", "unsubscribe"])
def test_no_log_has_the_token_of_a_link(reader, caplog, name):
    with caplog.at_level(logging.DEBUG):
        reader.get(f"/newsletter/{name}/a-token-of-somebody/")

    [line] = [record for record in caplog.records if record.name == "plenary.request"]
    assert line.path == f"/newsletter/{name}/***/"
    assert "a-token" not in line.getMessage()


class Inbox:
    def __init__(self) -> None:
        self.letters: list = []

    async def handle_DATA(self, server, session, envelope) -> str:
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"


@pytest.mark.django_db(transaction=True)
def test_a_real_mail_server_gets_a_letter_that_a_mail_program_can_answer(reader, settings):
    inbox = Inbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(inbox, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    try:
        ask(reader)
    finally:
        server.stop()

    [letter] = inbox.letters
    assert letter["To"] == ADDRESS
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.search(r"https://api.test(/newsletter/confirm/\S+)", letter.get_content())[1]
    assert reader.post(address).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_one(reader):
    threads = [threading.Thread(target=ask, args=(reader,)) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Subscription.objects.count() == 1


@pytest.mark.django_db
def test_who_never_confirms_is_forgotten(settings):
    long_ago = timezone.now() - timedelta(days=8)
    Subscription.objects.create(email="old@example.org", locale="en", asked_at=long_ago)
    kept = Subscription.objects.create(
        email="kept@example.org", locale="en", asked_at=long_ago, confirmed_at=long_ago
    )

    call_command("archive_sweep")

    assert list(Subscription.objects.all()) == [kept]


@pytest.mark.django_db
def test_an_address_is_erased_on_request():
    Subscription.objects.create(email=ADDRESS, locale="en")

    call_command("newsletter_erase", "Reader@Example.org")

    assert not Subscription.objects.exists()
    with pytest.raises(CommandError):
        call_command("newsletter_erase", ADDRESS)


def page_of_csv(client) -> str:
    return client.get("/admin/newsletter/?export=csv").getvalue().decode()


@pytest.mark.django_db
def test_the_list_is_taken_along_with_each_way_out_and_without_formulas(reader):
    chief = signed_in(user("chief", is_superuser=True))
    Subscription.objects.create(email="=sum(a1)@example.org", locale="en")
    Subscription.objects.create(email=ADDRESS, locale="en", confirmed_at=timezone.now())

    rows = list(csv.DictReader(io.StringIO(page_of_csv(chief))))
    book = chief.get("/admin/newsletter/?export=xlsx&confirmed=true").getvalue()

    assert [row["Address"] for row in rows] == ["'=sum(a1)@example.org", ADDRESS]
    assert openpyxl.load_workbook(io.BytesIO(book)).active["A2"].value == ADDRESS
    assert (
        reader.post(rows[0]["Unsubscribe link"].removeprefix("https://api.test")).status_code == 200
    )
    assert Subscription.objects.get().email == ADDRESS


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "count"),
    [("", 2), ("q=new", 1), ("q=nobody", 0), ("confirmed=true", 1), ("confirmed=false", 1),
     ("asked_after=2026-01-01", 1), ("asked_before=2026-01-01", 1), ("asked_after=x", 2)],
)  # fmt: skip
def test_the_list_is_searched_and_filtered(query, count):
    day = datetime(2025, 5, 1, tzinfo=UTC)
    Subscription.objects.create(email="old@example.org", locale="en", asked_at=day)
    Subscription.objects.create(
        email="new@example.org",
        locale="fr",
        asked_at=datetime(2026, 5, 1, tzinfo=UTC),
        confirmed_at=datetime(2026, 5, 1, tzinfo=UTC),
    )

    page = signed_in(user("chief", is_superuser=True)).get(f"/admin/newsletter/?{query}")

    assert len(page.context["object_list"]) == count


@pytest.mark.django_db
def test_the_form_of_the_home_page_says_where_subscribers_are(client):
    client.force_login(user("chief", is_superuser=True))

    page = client.get(reverse("wagtailadmin_pages:edit", args=[factories.home().pk]))

    assert "find the subscribers under Newsletter in the menu" in page.content.decode()


def test_a_public_server_is_told_when_nobody_could_confirm(settings):
    settings.EMAIL_IS_CHOSEN, settings.DEFAULT_FROM_EMAIL = False, "Plenary <plenary@localhost>"
    assert [warning.id for warning in mail_is_set_up(None)] == ["home.W001", "home.W002"]
    assert all(warning.hint for warning in mail_is_set_up(None))

    settings.EMAIL_IS_CHOSEN, settings.DEFAULT_FROM_EMAIL = True, "archive@example.org"
    assert mail_is_set_up(None) == []


@pytest.mark.django_db
def test_only_those_with_the_right_see_the_list():
    subscription = Subscription.objects.create(email=ADDRESS, locale="en")
    chief = signed_in(user("chief", is_superuser=True))
    moderator = signed_in(user("moderator", "Moderators"))

    page = chief.get("/admin/newsletter/")

    assert ADDRESS in page.content.decode()
    assert ADDRESS in page_of_csv(chief)
    assert moderator.get("/admin/newsletter/").status_code == 302
    assert "newsletter/" not in moderator.get("/admin/").content.decode()
    assert chief.get("/admin/newsletter/new/").status_code == 302
    assert chief.get(f"/admin/newsletter/edit/{subscription.pk}/").status_code == 302
    chief.post(f"/admin/newsletter/delete/{subscription.pk}/")
    assert not Subscription.objects.exists()
    assert not ModelLogEntry.objects.filter(label__contains=ADDRESS).exists()
