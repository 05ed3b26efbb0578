"""A cache before the server is told what to forget, and nothing of it is lost."""

from urllib.error import HTTPError

import pytest

from archive.hooks.models import Cursor
from archive.hooks.purging import is_behind, tell_caches
from archive.log import catch_up
from archive.models import Head
from tests.factories import make_event, make_series, make_theme
from tests.receiving import receiver, saying

pytestmark = pytest.mark.django_db


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
