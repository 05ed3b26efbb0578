"""What a message holds, which changes have one, and in which order they come."""

import pytest
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from archive.models import Head
from archive.publisher.after_commit import catch_up
from cms.models import Theme
from tests import factories
from tests.receiving import receiver, saying
from tests.webhooks.helpers import here, make_and_publish, make_endpoint
from webhooks import delivery
from webhooks.delivery import deliver, due
from webhooks.models import Endpoint


@pytest.mark.django_db
@here
def test_g6_a_draft_and_a_private_field_are_no_event_and_a_withdrawal_is_an_id():
    with receiver() as hook:
        theme = factories.make_theme(label="Peace")
        endpoint = make_endpoint(hook.url)
        theme.label = "A draft of it"
        theme.save_revision()
        theme.refresh_from_db()
        theme.internal_notes = "For us alone"
        theme.save()
        catch_up()
        deliver(endpoint.pk)
        assert hook.requests == []
        theme.unpublish()
        catch_up()
        deliver(endpoint.pk)
    (request,) = hook.requests
    assert request.data["type"] == "theme.withdrawn"
    assert set(request.data["data"]) == {"id", "kind", "sequence"}
    assert request.data["data"]["id"] == str(theme.uid)


@pytest.mark.django_db
@here
def test_what_was_hidden_before_it_was_sent_is_never_told():
    with receiver(saying(500)) as hook:
        endpoint = make_endpoint(hook.url)
        event = factories.make_event(code="SECRET1")
        catch_up()
        deliver(endpoint.pk)
        PageViewRestriction.objects.create(page=event.page_ptr, restriction_type="login")
        catch_up()
        hook.requests.clear()
        hook.behave = saying(200)
        endpoint.refresh_from_db()
        endpoint.try_now()
        deliver(endpoint.pk)
    assert "event.published" not in hook.types()
    assert all(b"SECRET1" not in request.body for request in hook.requests)


@pytest.mark.django_db
@here
def test_a_message_has_the_address_that_the_changes_feed_has(reader):
    with receiver() as hook:
        endpoint = make_endpoint(hook.url)
        factories.make_theme(label="Мир", slug="мир")
        french = Locale.objects.get_or_create(language_code="fr")[0]
        factories.publish(factories.home().copy_for_translation(french))
        catch_up()
        deliver(endpoint.pk)
    data = [request.data["data"] for request in hook.requests]
    urls = {message["id"]: message["url"] for message in data}
    feed = reader.get("/api/v1/changes/?limit=100").json()["results"]
    assert urls == {change["id"]: change["url"] for change in feed if change["id"] in urls}
    assert "https://api.test/api/v1/site/?locale=fr" in urls.values()
    assert all(url.isascii() for url in urls.values())


@pytest.mark.django_db
@here
def test_messages_come_in_the_order_of_the_log_and_once_for_each_record():
    with receiver() as hook:
        endpoint = make_endpoint(hook.url)
        make_and_publish(*(f"Theme {number}" for number in range(30)))
        theme = Theme.objects.get(label="Theme 3")
        theme.summary = "Words"
        theme.save()
        catch_up()
        deliver(endpoint.pk)
    sequences = [request.data["data"]["sequence"] for request in hook.requests]
    windows = [sequences[at : at + delivery.WINDOW] for at in range(0, 30, delivery.WINDOW)]
    assert [number for window in windows for number in sorted(window)] == sorted(sequences)
    assert len({request.data["data"]["id"] for request in hook.requests}) == 30
    assert max(sequences) == Head.objects.get().sequence
    assert Endpoint.objects.get().cursor == Head.objects.get().sequence


@pytest.mark.django_db
@here
def test_only_the_kinds_that_are_asked_for_are_told():
    with receiver() as hook:
        endpoint = make_endpoint(hook.url, kinds=["partner"])
        make_and_publish("Peace")
        factories.make_partner(name="A ministry")
        catch_up()
        deliver(endpoint.pk)
    assert hook.types() == ["partner.published"]
    assert due(timezone.now()) == []
