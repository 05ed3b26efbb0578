import re

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.requests import beside
from cms.requests.counting import here
from tests.cms.admin.conftest import signed_in, user

pytestmark = pytest.mark.django_db(transaction=True)
KNOWN, UNKNOWN = "ann@example.org", "nobody@example.org"


@pytest.fixture(autouse=True)
def nobody_has_asked():
    here.clear()
    yield
    beside.wait()
    here.clear()


def ask(email: str, address: str = "192.0.2.1"):
    answer = Client(REMOTE_ADDR=address).post(
        reverse("wagtailadmin_password_reset"), {"email": email}
    )
    beside.wait()
    return answer


def test_the_owner_gets_a_link_that_sets_a_password():
    user("ann", "Editors")

    assert ask(KNOWN).status_code == 302

    [message] = mail.outbox
    link = re.search(r"https://api\.test(/\S+)", message.body)[1]
    client = Client()
    form = client.get(link, follow=True)
    new = {"new_password1": "a long new one", "new_password2": "a long new one"}
    assert client.post(form.redirect_chain[-1][0], new).status_code == 302
    assert get_user_model().objects.get().check_password("a long new one")


def test_the_request_does_the_same_for_a_known_and_an_unknown_address():
    user("ann", "Editors")
    did = {}
    for email in (KNOWN, UNKNOWN):
        with CaptureQueriesContext(connection) as queries:
            answer = ask(email)
        did[email] = (answer.status_code, answer.content, answer.url, len(queries))

    assert did[KNOWN] == did[UNKNOWN]
    assert did[KNOWN][-1] == 0


@pytest.mark.parametrize("email", [KNOWN, KNOWN.upper(), UNKNOWN])
def test_one_address_is_written_to_three_times_an_hour_whoever_asks(email):
    user("ann", "Editors")

    answers = [ask(email, f"192.0.2.{number}") for number in range(4)]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert "Too many requests" in answers[-1].content.decode()
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert len(mail.outbox) == (0 if email == UNKNOWN else 3)


def test_one_client_asks_for_few_addresses(settings):
    settings.PASSWORD_RESETS_OF_CLIENT = (2, 60)

    answers = [ask(f"name{number}@example.org").status_code for number in range(3)]

    assert answers == [302, 302, 429]
    assert ask("name3@example.org", "198.51.100.1").status_code == 302


def test_a_mail_server_that_refuses_is_logged_without_the_link(monkeypatch, caplog):
    def refuse(*_arguments: object) -> None:
        raise OSError("refused")

    user("ann", "Editors")
    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", refuse)

    assert ask(KNOWN).status_code == 302
    assert "OSError: refused" in caplog.text
    assert "/password_reset/confirm/" not in caplog.text


def test_e7_a_new_password_ends_the_other_sessions():
    person = user("ann", "Editors")
    other = signed_in(person)
    assert other.get(reverse("wagtailadmin_home")).status_code == 200

    person.set_password("a long new one")
    person.save()

    assert other.get(reverse("wagtailadmin_home")).status_code == 302
