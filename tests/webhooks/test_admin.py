"""Webhooks in the admin: the secret is shown once, and nothing is sent from a request."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from archive.models import Entry, Head
from archive.publisher.after_commit import catch_up
from tests import factories
from tests.receiving import receiver, saying
from webhooks.admin.forms import EndpointForm
from webhooks.delivery import deliver
from webhooks.models import Delivery, Endpoint

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


@pytest.fixture
def administrator(admin_user) -> Client:
    client = Client()
    client.force_login(admin_user)
    return client


def make_endpoint(**fields) -> Endpoint:
    return Endpoint.objects.create(**{"name": "A site", "url": "https://a.example/"} | fields)


def page_of(endpoint: Endpoint) -> str:
    return reverse("webhooks_endpoint", args=[endpoint.pk])


def text_of(page) -> str:
    """The text of `page`, without its menus."""
    main = page.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


def test_a_new_endpoint_is_told_of_what_comes(administrator):
    factories.make_theme(label="Peace")
    catch_up()
    values = {"name": "A site", "url": "https://hooks.example/", "kinds": ["event", "series"]}
    answer = administrator.post(reverse("webhooks:add"), values)
    endpoint = Endpoint.objects.get()
    assert answer.headers["Location"] == page_of(endpoint)
    assert endpoint.cursor == Head.objects.get().sequence > 0
    assert endpoint.kinds == ["event", "series"]


def test_kinds_have_the_names_that_editors_know(administrator):
    text = text_of(administrator.get(reverse("webhooks:add")))
    assert "Documents Events Home page and menus Images" in text
    endpoint = make_endpoint(kinds=["event", "site"])
    text = text_of(administrator.get(page_of(endpoint)))
    assert "Notifies about: Events, Home page and menus." in text


def test_a_private_address_is_refused_in_words(administrator):
    answer = administrator.post(
        reverse("webhooks:add"), {"name": "Inside", "url": "http://169.254.169.254/"}
    )
    assert b"169.254.169.254 is not an address of the public internet." in answer.content
    assert not Endpoint.objects.exists()


def test_g7_the_secret_is_shown_once_and_stands_on_no_other_page(administrator):
    endpoint = make_endpoint()
    secret = endpoint.secret.encode()
    answer = administrator.post(page_of(endpoint), {"action": "secret"})
    assert secret in answer.content
    assert "no-store" in answer.headers["Cache-Control"]
    again = administrator.post(page_of(endpoint), {"action": "secret"}, follow=True)
    assert b"The secret was shown before" in again.content
    administrator.post(
        reverse("webhooks:edit", args=[endpoint.pk]), {"name": "B", "url": endpoint.url}
    )
    addresses = [
        page_of(endpoint),
        reverse("webhooks:index"),
        reverse("webhooks:edit", args=[endpoint.pk]),
        reverse("webhooks:history", args=[endpoint.pk]),
        f"{reverse('webhooks:index')}?export=csv",
        f"{reverse('webhooks_deliveries')}?export=csv",
    ]
    for address in addresses:
        answer = administrator.get(address)
        content = b"".join(answer) if answer.streaming else answer.content
        assert answer.status_code == 200
        assert secret not in content, address
    assert secret not in again.content
    assert secret.decode() not in str(list(ModelLogEntry.objects.values()))


def test_a_new_secret_is_shown_once_as_well(administrator):
    endpoint = make_endpoint(is_secret_shown=True)
    administrator.post(page_of(endpoint), {"action": "rotate"})
    answer = administrator.post(page_of(endpoint), {"action": "secret"})
    fresh = Endpoint.objects.get()
    assert fresh.secret != endpoint.secret
    assert fresh.secret.encode() in answer.content
    assert endpoint.secret.encode() not in answer.content
    assert fresh.old_secret == endpoint.secret


def test_a_test_message_is_sent_by_the_worker_and_its_answer_shown(administrator, settings):
    from ipaddress import ip_network

    settings.WEBHOOK_NETWORKS = [ip_network("127.0.0.0/8")]
    with receiver(saying(418)) as hook:
        endpoint = make_endpoint(url=hook.url, cursor=Head.objects.get().sequence)
        administrator.post(page_of(endpoint), {"action": "ping"})
        assert hook.requests == []
        deliver(endpoint.pk)
    assert hook.types() == ["ping"]
    assert b"418" in administrator.get(page_of(endpoint)).content
    assert b"Answer 418" in administrator.get(reverse("webhooks_deliveries")).content
    endpoint.refresh_from_db()
    assert endpoint.ping_asked_at is None


def test_sending_again_begins_at_a_number_or_a_time(administrator):
    for label in ("One", "Two", "Three"):
        factories.make_theme(label=label)
        catch_up()
    endpoint = make_endpoint(cursor=Head.objects.get().sequence)
    administrator.post(page_of(endpoint), {"action": "replay", "sequence": "2"})
    assert Endpoint.objects.get().cursor == 1
    Endpoint.objects.update(cursor=Head.objects.get().sequence)
    Entry.objects.filter(pk__lte=2).update(recorded_at=timezone.now() - timedelta(days=2))
    yesterday = (timezone.now() - timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    administrator.post(page_of(endpoint), {"action": "replay", "since": yesterday})
    assert Endpoint.objects.get().cursor == 2
    answer = administrator.post(page_of(endpoint), {"action": "replay"})
    assert b"Enter a number or a time, not both." in answer.content


@pytest.mark.parametrize(
    ("beyond", "message"),
    [(1, "The log ends at number {}."), (10**22, "This number is too large.")],
)
def test_nothing_is_sent_again_from_beyond_the_log(administrator, beyond, message):
    for label in ("One", "Two"):
        factories.make_theme(label=label)
        catch_up()
    end = Head.objects.get().sequence
    endpoint = make_endpoint(cursor=end)
    values = {"action": "replay", "sequence": str(end + beyond)}
    answer = administrator.post(page_of(endpoint), values)
    assert message.format(end) in answer.content.decode()
    tomorrow = (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    answer = administrator.post(page_of(endpoint), {"action": "replay", "since": tomorrow})
    assert b"This time is in the future." in answer.content
    assert Endpoint.objects.get().cursor == end
    administrator.post(page_of(endpoint), {"action": "replay", "sequence": str(end)})
    assert Endpoint.objects.get().cursor == end - 1


def test_sending_again_leaves_out_nothing_that_was_not_sent(administrator):
    for label in ("Peace", "Calm", "Health"):
        factories.make_theme(label=label)
        catch_up()
    endpoint = make_endpoint(cursor=1)
    administrator.post(page_of(endpoint), {"action": "replay", "sequence": "3"})
    endpoint.refresh_from_db()
    assert endpoint.cursor == 1


def test_editing_an_endpoint_takes_back_nothing_that_the_worker_wrote():
    endpoint = make_endpoint(cursor=1)
    values = {"name": "Another name", "url": endpoint.url, "kinds": []}
    form = EndpointForm(values, instance=Endpoint.objects.get())
    assert form.is_valid()
    Endpoint.objects.update(cursor=7, is_active=False, switched_off_because="It answered 410.")
    form.save()
    endpoint.refresh_from_db()
    assert (endpoint.name, endpoint.cursor, endpoint.is_active) == ("Another name", 7, False)


def test_a_corrected_address_is_tried_at_once():
    later = timezone.now() + timedelta(hours=14)
    endpoint = make_endpoint(failures=9, failing_since=timezone.now(), next_try_at=later)
    values = {"name": endpoint.name, "url": "https://b.example/", "kinds": []}
    form = EndpointForm(values, instance=endpoint)
    assert form.is_valid()
    form.save()
    endpoint.refresh_from_db()
    assert (endpoint.failures, endpoint.failing_since) == (0, None)
    assert endpoint.next_try_at <= timezone.now()


def test_an_endpoint_that_was_switched_off_is_on_the_dashboard_until_it_is_on_again(administrator):
    endpoint = make_endpoint(
        is_active=False, switched_off_because="It answered 410: the address is gone.", failures=3
    )
    dashboard = reverse("wagtailadmin_home")
    assert b"It answered 410" in administrator.get(dashboard).content
    administrator.post(page_of(endpoint), {"action": "on"})
    assert b"It answered 410" not in administrator.get(dashboard).content
    endpoint.refresh_from_db()
    assert (endpoint.is_active, endpoint.failures) == (True, 0)


def test_nothing_is_promised_for_an_endpoint_that_is_switched_off(administrator):
    factories.make_theme(label="Peace")
    catch_up()
    endpoint = make_endpoint(is_active=False, cursor=Head.objects.get().sequence)
    page = administrator.get(page_of(endpoint))
    assert b"Switch the webhook on before you send a test message." in page.content
    assert b"It does so when you switch this webhook on." in page.content
    assert b'value="ping"' not in page.content
    answer = administrator.post(page_of(endpoint), {"action": "ping"}, follow=True)
    assert b"Switch it on before you send a test message" in answer.content
    assert Endpoint.objects.get().ping_asked_at is None
    values = {"action": "replay", "sequence": "1"}
    answer = administrator.post(page_of(endpoint), values, follow=True)
    assert (
        b"Plenary sends everything after number 0 again when you switch this webhook on."
        in answer.content
    )


def test_moments_are_in_the_time_zone_of_who_reads_and_say_so(administrator, admin_user):
    UserProfile.get_for_user(admin_user)
    UserProfile.objects.update(current_time_zone="Asia/Kolkata")
    moment = datetime(2026, 5, 3, 10, 0, tzinfo=UTC)
    endpoint = make_endpoint(failing_since=moment, failures=2, next_try_at=moment)
    tried = {"sent_at": moment, "milliseconds": 9, "status": 500, "is_done": False}
    endpoint.deliveries.create(message_id="msg_1", type="ping", **tried)
    text = text_of(administrator.get(page_of(endpoint)))
    assert "Failing since 3 May 2026, 15:30 IST. Notifies about all kinds" in text
    assert "The next try is at 3 May 2026, 15:30 IST. " in text
    assert "3 May 2026, 15:30:00 IST" in text
    assert "UTC" not in text
    assert "3 May 2026, 15:30 IST" in text_of(administrator.get(reverse("webhooks:index")))


@pytest.mark.parametrize("because", ["", "It answered 410: the address is gone."])
def test_each_sentence_has_one_full_stop(administrator, because):
    endpoint = make_endpoint(is_active=False, switched_off_because=because)
    text = text_of(administrator.get(page_of(endpoint)))
    assert f"Switched off. {because}".strip() + " Notifies about all kinds of records." in text
    assert ".." not in text


def test_the_log_of_deliveries_can_be_filtered_and_is_harmless_in_a_spreadsheet(administrator):
    first, second = make_endpoint(name="First"), make_endpoint(name="=cmd()")
    for endpoint in (first, second):
        Delivery.objects.create(
            endpoint=endpoint,
            message_id="msg_1",
            type=f"{endpoint.pk}.published",
            sent_at=timezone.now(),
            milliseconds=12,
            status=200,
            is_done=True,
        )
    report = reverse("webhooks_deliveries")
    page = administrator.get(f"{report}?endpoint={first.pk}").content.decode()
    assert f"{first.pk}.published" in page
    assert f"{second.pk}.published" not in page
    sheet = b"".join(administrator.get(f"{report}?export=csv")).decode()
    assert "'=cmd()" in sheet


def test_who_may_only_look_cannot_act(django_user_model):
    user = django_user_model.objects.create_user("ann", password="x")
    names = ["access_admin", "view_endpoint"]
    user.user_permissions.add(*Permission.objects.filter(codename__in=names))
    client = Client()
    client.force_login(user)
    endpoint = make_endpoint()
    answer = client.post(page_of(endpoint), {"action": "secret"})
    assert answer.status_code == 302
    assert not Endpoint.objects.get().is_secret_shown
    assert client.get(reverse("webhooks_deliveries")).status_code == 200
