"""The admin searches on an OpenSearch server: it finds what it finds on the database."""

import re

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from archive.log import catch_up
from archive.search import index_all
from cms.models import EventPage
from cms.settings.environment import admin_search
from tests import factories
from tests.api.helpers import read
from tests.cms.admin.forms import create_event
from tests.opensearch import opensearch

pytestmark = pytest.mark.django_db
LISTS = [
    "/admin/pages/search/results/?q={words}",
    "/admin/pages/search/results/?q={words}&ordering=title",
    "/admin/pages/search/results/?q={words}&content_type=cms.eventpage",
    "/admin/pages/{series}/results/?q={words}",
    "/admin/pages/{series}/results/?q={words}&ordering=-latest_revision_created_at",
    "/admin/events/results/?q={words}",
    "/admin/events/results/?q={words}&year=2012&series={series}&phase=held&live=true",
    "/admin/events/results/?q={words}&ordering=-ordinal",
    "/admin/choose-page/search/?q={words}",
    "/admin/choose-page/search/?q={words}&page_type=cms.eventpage",
    "/admin/snippets/cms/{kind}/results/?q={words}",
    "/admin/snippets/cms/{kind}/results/?q={words}&ordering=-latest_revision_created_at",
    "/admin/snippets/choose/cms/{kind}/results/?q={words}",
    "/admin/images/results/?q={words}",
    "/admin/images/chooser/results/?q={words}",
    "/admin/documents/results/?q={words}",
    "/admin/documents/results/?q={words}&ordering=title",
    "/admin/documents/chooser/results/?q={words}",
    "/admin/reports/not-published/results/?q={words}",
    "/admin/users/results/?q={words}",
]
KINDS = ("partner", "person", "quote", "reference", "theme", "venue")


@pytest.fixture
def server():
    with opensearch() as server:
        yield server


@pytest.fixture
def on_opensearch(server, settings, monkeypatch):
    """Lets the admin search on the server from now on."""

    def switch() -> None:
        monkeypatch.setenv("OPENSEARCH_URL", server.url)
        settings.WAGTAILSEARCH_BACKENDS = {
            **settings.WAGTAILSEARCH_BACKENDS,
            "default": admin_search(),
        }

    return switch


def fill():
    """Records of all kinds whose names hold "meridian", each beside one that does not."""
    series = factories.publish(factories.make_series(title="Meridian talks"))
    for title, code in (("The meridian of rights", "MR1"), ("Something else", "SE1")):
        factories.publish(factories.make_event(series=series, title=title, code=code, phase="held"))
    made = {
        "partner": factories.make_partner, "person": factories.make_person,
        "reference": factories.make_reference, "venue": factories.make_venue,
    }  # fmt: skip
    for make in made.values():
        factories.publish(make(name="Meridian house"))
        factories.publish(make(name="Another name"))
    factories.publish(factories.make_theme(label="Meridian"))
    factories.publish(factories.make_quote(text="A meridian has no end."))
    factories.make_image(title="Meridian hall")
    factories.make_document(title="Meridian report")
    return series


def shown(client, address: str) -> list[str]:
    """The addresses of the records that a list shows, in its order."""
    response = client.get(address)
    assert response.status_code == 200, address
    text = response.content.decode()
    found = re.findall(r'href="(/admin/[^"?]*?(?:\d+|[0-9a-f-]{36})/[^"?]*)', text)
    return list(dict.fromkeys(found))


def in_order(client, address: str) -> list[str]:
    """What a list shows; which of it is the best, each search judges by itself."""
    found = shown(client, address)
    return found if "ordering=" in address else sorted(found)


@pytest.mark.parametrize("words", ["meridian", "merid", "meridian house", "nowhere"])
def test_every_list_finds_what_the_database_finds(superuser, server, on_opensearch, words):
    series = fill()
    addresses = [
        each.format(words=words, series=series.pk, kind=kind)
        for each in LISTS
        for kind in (KINDS if "{kind}" in each else [""])
    ]
    before = {address: in_order(superuser, address) for address in addresses}

    on_opensearch()
    call_command("update_index", verbosity=0)

    assert {address: in_order(superuser, address) for address in addresses} == before


def test_the_lists_of_this_test_find_something(superuser):
    series = fill()
    for address in LISTS[:4]:
        assert shown(superuser, address.format(words="meridian", series=series.pk)), address


def test_what_is_saved_is_found_and_what_is_deleted_is_not(moderator, server, on_opensearch):
    on_opensearch()
    call_command("update_index", verbosity=0)
    create_event(moderator, factories.make_series(), title="The meridian of rights")
    event = EventPage.objects.get()
    address = "/admin/events/results/?q=meridian"
    assert "The meridian of rights" in moderator.get(address).content.decode()
    event.delete()
    assert "The meridian of rights" not in moderator.get(address).content.decode()


def test_every_kind_of_record_has_its_document(superuser, server, on_opensearch):
    on_opensearch()
    call_command("update_index", verbosity=0)
    fill()
    held = {name: len(server.index(name).documents) for name in server.aliases}
    assert held["plenary_cms_partner"] == 2
    assert held["plenary_cms_quote"] == 1
    assert held["plenary_wagtailcore_page"] >= 3


@pytest.mark.parametrize("fault", [503, 429])
def test_a_server_that_is_away_stops_the_search_and_nothing_else(
    moderator, reader, server, on_opensearch, fault
):
    on_opensearch()
    call_command("update_index", verbosity=0)
    series = factories.publish(factories.make_series(title="Meridian talks"))
    catch_up()
    server.fault = fault

    saved = create_event(moderator, series, title="An edition", **{"action-publish": "1"})

    assert saved.status_code == 302
    assert EventPage.objects.get().live
    moderator.raise_request_exception = False
    for address in ("/admin/events/results/?q=edition", "/admin/pages/search/?q=edition"):
        refused = moderator.get(address)
        assert refused.status_code == 503
        assert "The search cannot be reached" in refused.content.decode()
    assert moderator.get("/admin/events/results/").status_code == 200
    assert read(reader, "/api/v1/search/?q=meridian")["count"] == 1


def test_a_server_that_is_gone(moderator, on_opensearch, server, caplog):
    on_opensearch()
    server.shutdown()
    server.server_close()
    moderator.raise_request_exception = False
    assert create_event(moderator, factories.make_series()).status_code == 302
    assert "Exception raised while adding" in caplog.text
    assert moderator.get("/admin/events/results/?q=edition").status_code == 503


def test_without_an_index_the_search_cannot_be_reached(moderator, on_opensearch):
    on_opensearch()
    moderator.raise_request_exception = False
    assert moderator.get("/admin/events/results/?q=edition").status_code == 503


def test_a_restored_archive_does_not_wait_for_it(on_opensearch, server, caplog):
    on_opensearch()
    server.fault = 503
    with caplog.at_level("WARNING", "plenary.search"):
        index_all()
    assert "the admin's search is not filled: run update_index" in caplog.text
    server.fault = 0
    factories.make_partner(name="Meridian house")
    index_all()
    assert len(server.index("plenary_cms_partner").documents) == 1


def test_the_command_says_in_a_line_that_the_server_is_away(server, on_opensearch):
    on_opensearch()
    factories.make_partner(name="Meridian house")
    call_command("update_index", verbosity=0)
    server.fault = 503
    with pytest.raises(CommandError, match="gives no answer, and what it had stays") as told:
        call_command("update_index", verbosity=0)
    assert told.value.returncode == 2
    assert "\n" not in str(told.value)
    server.fault = 0
    assert len(server.index("plenary_cms_partner").documents) == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [({"backend_name": "nosuch"}, "--backend: .*nosuch"), ({"chunk_size": 0}, "--chunk_size: .*1")],
)
def test_the_command_says_what_it_takes(given, words):
    with pytest.raises(CommandError, match=words) as told:
        call_command("update_index", verbosity=0, **given)
    assert told.value.returncode == 2


def test_the_setting_is_an_address(monkeypatch):
    monkeypatch.setenv("OPENSEARCH_URL", "search.example.org")
    with pytest.raises(ImproperlyConfigured, match="OPENSEARCH_URL: write an address"):
        admin_search()
    monkeypatch.setenv("OPENSEARCH_URL", "https://plenary:secret@search.example.org:9200")
    assert admin_search()["URLS"] == ["https://plenary:secret@search.example.org:9200"]
    monkeypatch.delenv("OPENSEARCH_URL")
    assert admin_search() == {"BACKEND": "cms.search_backend"}
