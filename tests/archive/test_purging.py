"""A cache before the server is told what to forget, and nothing of it is lost."""

from urllib.error import HTTPError

import pytest

from archive.hooks.models import Cursor
from archive.hooks.purging import is_behind, tell_caches
from archive.log import catch_up
from archive.models import Head
from tests.factories import make_event, make_partner, make_series, make_theme
from tests.receiving import receiver, saying

pytestmark = pytest.mark.django_db
EVENTS = "/api/v1/events/"


@pytest.fixture
def cache_before(settings):
    """A cache that has been told of everything so far."""
    with receiver() as hook:
        location = hook.url.removesuffix("/hook")
        settings.WAGTAILFRONTENDCACHE = {
            "default": {
                "BACKEND": "archive.hooks.frontend_cache.PurgingCache",
                "LOCATION": location,
            }
        }
        catch_up()
        tell_caches()
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
    tell_caches()
    told = {(each.headers["host"], each.path) for each in cache_before.requests}
    assert ("api.test", "/api/v1/events/AB1/") in told
    assert ("www.test", "/human-rights/ab1/") in told
    (keys,) = [
        each.headers["surrogate-key"].split()
        for each in cache_before.requests
        if "surrogate-key" in each.headers
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
    tell_caches()
    cache_before.requests.clear()
    named = {
        address: set(reader.get(address).headers["Surrogate-Key"].split())
        for address in (f"{path}?expand=organiser" for path in (EVENTS, f"{EVENTS}AB1/"))
    }
    organiser.summary = "Another house."
    organiser.save()
    catch_up()
    tell_caches()
    told = {
        key
        for each in cache_before.requests
        for key in each.headers.get("surrogate-key", "").split()
    }
    assert "events" not in told
    assert all(names & told for names in named.values()), named


def test_what_the_cache_does_not_take_is_told_again(cache_before):
    make_theme(label="Peace")
    catch_up()
    cache_before.behave = saying(500)
    with pytest.raises(HTTPError):
        tell_caches()
    assert is_behind()
    cache_before.behave = saying(200)
    cache_before.requests.clear()
    tell_caches()
    assert "/api/v1/themes/peace/" in {each.path for each in cache_before.requests}
    assert Cursor.objects.get().sequence == Head.objects.get().sequence
