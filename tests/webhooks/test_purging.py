"""Plenary purges a cache in front of the server, and no purge is lost."""

from urllib.error import HTTPError
from urllib.parse import quote

import pytest
from wagtail.models import Locale

from archive.models import Head
from archive.publisher.after_commit import catch_up
from archive.removal import remove_person
from tests.factories import (
    home,
    make_event,
    make_partner,
    make_person,
    make_series,
    make_theme,
    publish,
)
from tests.receiving import receiver, saying
from webhooks import purging
from webhooks.models import PurgeCursor
from webhooks.purging import is_behind, purge_caches

pytestmark = pytest.mark.django_db
EVENTS = "/api/v1/events/"


@pytest.fixture
def cache_before(settings):
    """A cache that is up to date."""
    with receiver() as hook:
        location = hook.url.removesuffix("/hook")
        settings.WAGTAILFRONTENDCACHE = {
            "default": {
                "BACKEND": "webhooks.frontend_cache.PurgingCache",
                "LOCATION": location,
            }
        }
        catch_up()
        purge_caches()
        yield hook


def test_without_a_cache_nothing_is_told():
    make_theme()
    catch_up()
    assert not is_behind()


def test_a_cache_is_told_addresses_and_names(cache_before, reader):
    assert cache_before.requests == []
    assert not is_behind()
    series = make_series(title="Human rights", slug="human-rights")
    event = make_event(series=series, code="AB1", slug="ab1")
    catch_up()
    assert is_behind()
    purge_caches()
    urls = {(request.headers["host"], request.path) for request in cache_before.requests}
    assert ("api.test", "/api/v1/events/AB1/") in urls
    assert ("www.test", "/human-rights/ab1/") in urls
    (keys,) = [
        request.headers["surrogate-key"].split()
        for request in cache_before.requests
        if "surrogate-key" in request.headers
    ]
    assert {str(event.uid), str(series.uid), "events", "series", "changes"} <= set(keys)
    for address in ("/api/v1/events/AB1/", "/api/v1/events/", "/api/v1/search/?q=rights"):
        assert set(reader.get(address).headers["Surrogate-Key"].split()) & set(keys), address
    assert not is_behind()


def test_a_cache_forgets_the_pages_in_which_a_record_is_expanded(cache_before, reader):
    """The event shows the name of its organiser and not the summary: it does not change itself."""
    organiser = make_partner(name="House", summary="A house.")
    make_event(series=make_series(slug="human-rights"), code="AB1", slug="ab1", organiser=organiser)
    catch_up()
    purge_caches()
    cache_before.requests.clear()
    named = {
        address: set(reader.get(address).headers["Surrogate-Key"].split())
        for address in (f"{path}?expand=organiser" for path in (EVENTS, f"{EVENTS}AB1/"))
    }
    organiser.summary = "Another house."
    organiser.save()
    catch_up()
    purge_caches()
    purged = {
        key
        for request in cache_before.requests
        for key in request.headers.get("surrogate-key", "").split()
    }
    assert "events" not in purged
    assert all(names & purged for names in named.values()), named


def test_what_the_cache_does_not_take_is_told_again(cache_before):
    make_theme(label="Peace")
    catch_up()
    cache_before.behave = saying(500)
    with pytest.raises(HTTPError):
        purge_caches()
    assert is_behind()
    cache_before.behave = saying(200)
    cache_before.requests.clear()
    purge_caches()
    assert "/api/v1/themes/peace/" in paths_purged(cache_before)
    assert PurgeCursor.objects.get().sequence == Head.objects.get().sequence


def paths_purged(hook) -> set[str]:
    return {request.path for request in hook.requests}


def test_a_name_in_any_script_is_told_as_readers_ask_for_it(cache_before, reader):
    make_series(title="Été")
    theme = make_theme(label="Мир", slug="мир")
    catch_up()
    purge_caches()
    address = f"/api/v1/themes/{quote('мир')}/"
    assert reader.get(address).json()["id"] == str(theme.uid)
    expected = {address, "/api/v1/series/ete/", "/ete/"}
    assert expected <= paths_purged(cache_before)
    assert not is_behind()


def test_the_site_in_another_language_is_told_by_its_own_address(cache_before):
    french = Locale.objects.get_or_create(language_code="fr")[0]
    publish(home().copy_for_translation(french))
    catch_up()
    purge_caches()
    assert "/api/v1/site/?locale=fr" in paths_purged(cache_before)


def test_where_a_record_once_was_is_forgotten_with_it(cache_before):
    series = make_series(title="Human rights", slug="human-rights")
    make_event(series=series, code="AB1", slug="ab1")
    catch_up()
    purge_caches()
    cache_before.requests.clear()
    series.slug = "rights"
    publish(series)
    catch_up()
    purge_caches()
    names = {"human-rights", "rights"}
    expected = {f"/api/v1/series/{name}/" for name in names} | {f"/{name}/" for name in names}
    assert expected | {f"/{name}/ab1/" for name in names} <= paths_purged(cache_before)


def test_an_address_that_cannot_be_sent_holds_nothing_up(cache_before, monkeypatch, caplog):
    make_theme(label="Peace")
    catch_up()
    urls_of = purging.urls_of

    def one_more(records):
        return ["https://www.test/été/", "https://www.test/a b/", *urls_of(records)]

    monkeypatch.setattr(purging, "urls_of", one_more)
    purge_caches()
    assert "/api/v1/themes/peace/" in paths_purged(cache_before)
    assert "surrogate-key" in cache_before.requests[0].headers
    assert "https://www.test/été/" in caplog.text
    assert not is_behind()


def test_the_addresses_of_a_removed_person_are_purged_though_nothing_names_them(
    cache_before, django_capture_on_commit_callbacks
):
    person = make_person(name="Jane Doe", slug="jane-doe")
    catch_up()
    purge_caches()
    cache_before.requests.clear()
    with django_capture_on_commit_callbacks(execute=True):
        remove_person(person, reason="A request")
    assert "/api/v1/people/jane-doe/" in {request.path for request in cache_before.requests}
    assert "/people/jane-doe/" in {request.path for request in cache_before.requests}
