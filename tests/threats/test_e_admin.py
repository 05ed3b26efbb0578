"""E1 to E8: the admin, for people who may see less than they ask for. E1 is the recorded table of
`tests/cms/admin/test_routes.py`."""

import re
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from io import BytesIO
from threading import Event

import pytest
import time_machine
from django.contrib.auth import hashers
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from archive.publisher.after_commit import catch_up
from cms.admin import sign_in
from cms.admin.sign_in import SignInGate
from cms.models import EventPage
from cms.requests.counting import ProcessCounter
from tests import factories
from tests.cms.admin.conftest import signed_in, stranger, user
from tests.cms.admin.forms import create_event
from tests.cms.admin.routes import World, routes

pytestmark = pytest.mark.django_db
OTHERS = re.compile(
    r"compare|history|usage|copy|preview|view_draft|chosen|bulk|settings|reports|edit|delete|move|"
    r"unpublish|workflow|lock|privacy|newsletter|redact|translation"
)


@pytest.mark.same_on_all_databases
def test_e2_direct_addresses_of_another_series_say_nothing_of_it():
    client = signed_in(stranger())
    client.raise_request_exception = False
    world = World(user("dora"))
    for record in (world.event, *world.snippets.values()):
        for name in ("title", "name", "label", "text"):
            if name in {field.name for field in record._meta.fields}:
                setattr(record, name, "CANARY words")
        record.save()
        record.save_revision()
    asked = 0

    # Partners, people and themes are shared: whoever writes anywhere may choose them.
    shared = re.compile("/choose/.*/chosen/")
    for route in routes():
        if not OTHERS.search(route) or shared.search(route):
            continue
        answer = client.get(world.address(route))
        body = b"".join(answer) if answer.streaming else answer.content
        assert b"CANARY" not in body, (route, answer.status_code)
        asked += 1

    assert asked > 100


@pytest.fixture
def moderator(db):
    return signed_in(user("moderator", "Moderators"))


MARKUP = '<script>CANARY()</script><img src=x onerror="CANARY()">'


def test_e3_markup_is_words_on_every_screen_and_in_the_api(moderator, reader):
    event = factories.publish(
        factories.make_event(
            title=MARKUP, summary=MARKUP, title_stated=MARKUP, code="", internal_notes=MARKUP
        )
    )
    theme = factories.publish(factories.make_theme(label=MARKUP))
    catch_up()
    screens = [
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_pages:edit", args=[event.pk]),
        reverse("wagtailadmin_pages:history", args=[event.pk]),
        reverse("wagtailadmin_explore", args=[event.get_parent().pk]),
        reverse("wagtailsnippets_cms_theme:list"),
        reverse("wagtailsnippets_cms_theme:edit", args=[theme.pk]),
        reverse("archive_log"),
    ]

    for screen in screens:
        page = moderator.get(screen).content.decode()
        assert "<script>CANARY" not in page, screen
        assert "<img src=x" not in page, screen
    answer = reader.get(f"/api/v1/events/{event.wanted_key}/")
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json()["title"] == MARKUP


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x"])
def test_e3_no_address_of_a_script_is_taken(moderator, address):
    url = reverse("wagtailsnippets_cms_partner:add")
    empty = {"sources-TOTAL_FORMS": "0", "sources-INITIAL_FORMS": "0"}
    empty |= {"names-TOTAL_FORMS": "0", "names-INITIAL_FORMS": "0"}

    answer = moderator.post(url, {"name": "House", "website": address, "same_as": address, **empty})

    assert {"website", "same_as"} <= set(answer.context["form"].errors)


def test_e3_raw_html_in_a_text_is_cleaned(moderator, reader):
    event = factories.make_event(
        body=[("paragraph", f'<p onclick="CANARY()">Words{MARKUP}<a href="javascript:x">y</a></p>')]
    )
    factories.publish(event)
    catch_up()

    text = reader.get(f"/api/v1/events/{event.wanted_key}/").json()["body"][0]["value"]

    assert "CANARY" not in text
    assert "javascript" not in text


def test_e4_a_post_without_the_token_or_from_elsewhere_changes_nothing():
    person = user("ann", "Moderators")
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    series = factories.make_series()

    assert create_event(client, series).status_code == 403
    login = client.get(reverse("wagtailadmin_home"))
    token = client.cookies["csrftoken"].value if "csrftoken" in client.cookies else ""
    elsewhere = client.post(
        reverse("wagtailadmin_pages:add", args=["cms", "eventpage", series.pk]),
        {"csrfmiddlewaretoken": token, "title": "x"},
        headers={"origin": "https://evil.test"},
    )

    assert login.status_code == 200
    assert elsewhere.status_code == 403
    assert not EventPage.objects.exists()


def log_in(name: str, password: str, address: str = "192.0.2.1", **headers: str):
    client = Client(REMOTE_ADDR=address)
    return client.post(
        reverse("wagtailadmin_login"), {"username": name, "password": password}, headers=headers
    )


def test_e5_six_wrong_passwords_lock_this_address_out_and_nobody_else():
    user("owner", "Editors")

    answers = [log_in("owner", "wrong").status_code for _each in range(6)]
    spoofed = log_in("owner", "secret", x_forwarded_for="198.51.100.7")
    own = log_in("owner", "secret", address="198.51.100.8")

    assert answers[-1] == 429
    assert spoofed.status_code == 429
    assert own.status_code == 302


def test_e5_one_address_cannot_try_many_names(settings):
    settings.SIGN_IN_FAILURES_OF_ONE = 3
    user("owner", "Editors")

    answers = [log_in(f"name{number}", "wrong").status_code for number in range(4)]

    assert answers[0] == 200
    assert answers[-1] == log_in("owner", "secret").status_code == 429
    assert log_in("owner", "secret", address="198.51.100.8").status_code == 302


@pytest.mark.parametrize("name", ["owner", "nobody"])
def test_e5_many_addresses_cannot_try_one_name(settings, name):
    settings.SIGN_IN_FAILURES_OF_ONE = 3
    user("owner", "Editors")
    user("ann", "Editors")

    answers = [log_in(name, "wrong", f"192.0.2.{number}").status_code for number in range(4)]

    assert answers[0] == 200
    assert answers[-1] == log_in(name, "secret", "198.51.100.8").status_code == 429
    assert log_in("ann", "secret", "192.0.2.1").status_code == 302


def test_e5_blanks_around_a_name_do_not_make_it_another(settings):
    settings.SIGN_IN_FAILURES_OF_ONE = 3
    user("owner", "Editors")
    names = [" owner", "owner\t", "\u3000owner", "owner\u2003"]

    answers = [log_in(name, "wrong", f"192.0.2.{at}") for at, name in enumerate(names)]

    assert answers[0].status_code == 200
    assert answers[-1].status_code == log_in("owner", "secret", "198.51.100.8").status_code == 429


def test_e5_the_limits_of_a_name_and_of_an_address_end(settings):
    settings.SIGN_IN_FAILURES_OF_ONE = 3
    user("owner", "Editors")
    for _ in range(4):
        log_in("owner", "wrong")

    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert log_in("owner", "secret").status_code == 302


def test_e5_the_addresses_of_one_ipv6_network_are_one(settings):
    user("owner", "Editors")
    answers = [log_in("owner", "wrong", f"2001:db8:1:2::{n:x}").status_code for n in range(6)]
    assert answers[-1] == log_in("owner", "secret", "2001:db8:1:2:ffff::1").status_code == 429
    assert log_in("owner", "secret", "2001:db8:1:3::1").status_code == 302


def test_e5_a_client_has_so_many_attempts_a_minute_whatever_the_names(settings, monkeypatch):
    monkeypatch.setattr("cms.requests.counting.here", ProcessCounter())
    settings.SIGN_INS_OF_CLIENT = (3, 60)
    user("owner", "Editors")
    answers = [log_in(f"name{number}", "wrong") for number in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert int(answers[-1].headers["Retry-After"]) in range(1, 61)
    assert log_in("owner", "secret", "198.51.100.8").status_code == 302


def test_e5_few_threads_check_passwords_and_the_others_are_free_at_once(monkeypatch):
    """20 threads post a login at the same moment, and each takes as long as it may."""
    monkeypatch.setattr(sign_in, "LONGEST_WAIT", 0.5)
    inside, most, ended = [], [], Event()

    def check(request):
        inside.append(1)
        most.append(len(inside))
        ended.wait(10)
        inside.pop()
        return HttpResponse("checked")

    gate = SignInGate(check)
    request = RequestFactory().post(reverse("wagtailadmin_login"))
    with ThreadPoolExecutor(20) as threads:
        answers = [threads.submit(gate, request) for _ in range(20)]
        refused, _others = wait(answers, timeout=3)
        assert len(refused) == 19
        assert {answer.result().status_code for answer in refused} == {503}
        ended.set()
    assert max(most) == 1
    assert gate(request).status_code == 200, "the places are free again"


def test_e5_every_wrong_login_costs_one_hash_and_the_same_queries(monkeypatch):
    hashed = []

    class Hasher(MD5PasswordHasher):
        def encode(self, password, salt):
            hashed.append(password)
            return super().encode(password, salt)

    monkeypatch.setattr(hashers, "get_hasher", lambda algorithm="default": Hasher())
    monkeypatch.setattr(hashers, "identify_hasher", lambda encoded: Hasher())
    user("owner", "Editors")
    user("gone", is_active=False)
    no_password = user("mailed")
    no_password.set_unusable_password()
    no_password.save()
    costs = {}
    for number, name in enumerate(["nobody", "owner", "gone", "mailed"]):
        hashed.clear()
        with CaptureQueriesContext(connection) as queries:
            log_in(name, "wrong", f"192.0.2.{number}")
        costs[name] = (len(hashed), len(queries))

    assert len(set(costs.values())) == 1, costs
    assert costs["nobody"][0] == 1


def test_e5_a_wrong_name_and_a_wrong_password_look_the_same():
    user("owner", "Editors")

    wrong_password, unknown = (
        log_in(name, "wrong").content.decode() for name in ("owner", "nobody")
    )

    def text(page: str, name: str) -> str:
        return re.sub(r"\b\w{64}\b", "", page.replace(name, ""))

    assert text(wrong_password, "owner") == text(unknown, "nobody")


@pytest.mark.parametrize(
    "lose", [{"is_active": False}, {"is_superuser": False}], ids=["the account", "the role"]
)
def test_e7_who_loses_the_account_or_the_role_is_out_at_once(django_user_model, lose):
    person = django_user_model.objects.create_superuser("dora", password="a-long-pass-1")
    client = signed_in(person)
    assert client.get("/admin/").status_code == 200
    django_user_model.objects.filter(pk=person.pk).update(**lose)
    assert client.get("/admin/").status_code == 302


def test_e7_a_session_that_was_signed_out_is_dead(django_user_model):
    person = django_user_model.objects.create_superuser("dora", password="a-long-pass-1")
    client = signed_in(person)
    kept = client.cookies["sessionid"].value
    client.post(reverse("wagtailadmin_logout"))
    client.cookies["sessionid"] = kept
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    ("spec", "status"),
    [
        ("fill-99999x99999", 200),
        ("width-99999999", 200),
        ("scale-100000", 400),
        ("fill-1x1|scale-100000", 400),
        ("fill-" + "9" * 5_000, 400),
        ("format-x", 400),
    ],
)
def test_e8_no_size_that_is_asked_for_makes_a_picture_larger(spec, status, admin_client):
    image = factories.make_image(size=(20, 10))
    admin_client.raise_request_exception = False
    response = admin_client.get(reverse("wagtailimages:preview", args=[image.pk, spec]))
    assert response.status_code == status
    if status == 200:
        content = b"".join(response) if response.streaming else response.content
        assert max(Image.open(BytesIO(content)).size) <= 20
    assert not image.renditions.exists()
