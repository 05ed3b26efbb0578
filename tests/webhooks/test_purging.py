"""A cache before the server is told what to forget, and nothing of it is lost."""

from urllib.error import HTTPError
from urllib.parse import quote

import pytest
from wagtail.models import Locale

from archive.models import Head
from archive.publisher.log import catch_up
from tests.factories import home, make_event, make_partner, make_series, make_theme, publish
from tests.receiving import receiver, saying
from webhooks import purging
from webhooks.models import Cursor
from webhooks.purging import is_behind, tell_caches

pytestmark = pytest.mark.django_db
EVENTS = "/api/v1/events/"


@pytest.fixture
def cache_before(settings):
    """A cache that has been told of everything so far."""
    with receiver() as hook:
        location = hook.url.removesuffix("/hook")
        settings.WAGTAILFRONTENDCACHE = {
            "default": {
                "BACKEND": "webhooks.frontend_cache.PurgingCache",
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


def paths_told(hook) -> set[str]:
    return {each.path for each in hook.requests}


def test_a_name_in_any_script_is_told_as_readers_ask_for_it(cache_before, reader):
    series = make_series(title="Été", slug="été")
    make_theme(label="Мир", slug="мир")
    catch_up()
    tell_caches()
    address = f"/api/v1/series/{quote('été')}/"
    assert reader.get(address).json()["id"] == str(series.uid)
    expected = {address, f"/{quote('été')}/", f"/api/v1/themes/{quote('мир')}/"}
    assert expected <= paths_told(cache_before)
    assert not is_behind()


def test_the_site_in_another_language_is_told_by_its_own_address(cache_before):
    french = Locale.objects.get_or_create(language_code="fr")[0]
    publish(home().copy_for_translation(french))
    catch_up()
    tell_caches()
    assert "/api/v1/site/?locale=fr" in paths_told(cache_before)


def test_where_a_record_once_was_is_forgotten_with_it(cache_before):
    series = make_series(title="Human rights", slug="human-rights")
    make_event(series=series, code="AB1", slug="ab1")
    catch_up()
    tell_caches()
    cache_before.requests.clear()
    series.slug = "rights"
    publish(series)
    catch_up()
    tell_caches()
    names = {"human-rights", "rights"}
    expected = {f"/api/v1/series/{name}/" for name in names} | {f"/{name}/" for name in names}
    assert expected | {f"/{name}/ab1/" for name in names} <= paths_told(cache_before)


def test_an_address_that_cannot_be_sent_holds_nothing_up(cache_before, monkeypatch, caplog):
    make_theme(label="Peace")
    catch_up()
    told = purging.addresses

    def one_more(records):
        return ["https://www.test/été/", "https://www.test/a b/", *told(records)]

    monkeypatch.setattr(purging, "addresses", one_more)
    tell_caches()
    assert "/api/v1/themes/peace/" in paths_told(cache_before)
    assert "surrogate-key" in cache_before.requests[0].headers
    assert "https://www.test/été/" in caplog.text
    assert not is_behind()
