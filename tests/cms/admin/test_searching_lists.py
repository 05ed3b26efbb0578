"""In the lists of the admin, a search works with every filter and every order."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.core.management import CommandError, call_command
from django.test import Client

from cms.models import EventPage, SeriesPage
from tests import factories
from tests.cms.admin.forms import create_event
from tests.shared import shared

pytestmark = pytest.mark.django_db
KINDS = ("partner", "person", "quote", "reference", "theme", "venue")
LISTS = [
    "/admin/events/",
    "/admin/pages/search/",
    "/admin/pages/{series}/",
    "/admin/images/",
    "/admin/documents/",
    "/admin/users/",
    "/admin/newsletter/",
    "/admin/readings/",
    *(f"/admin/snippets/cms/{kind}/" for kind in KINDS),
]


def some_value(field: forms.Field) -> str | list[str]:
    """A value that the filter takes, of those that its form offers."""
    if isinstance(field, forms.ModelChoiceField):
        return [str(record.pk) for record in field.queryset[:1]]
    if isinstance(field, forms.IntegerField):
        return "2012"
    if not isinstance(field, forms.ChoiceField):
        return "en"
    return [str(value) for value, _label in field.choices if value not in ("", None)][:1]


def questions(client: Client, address: str) -> Iterator[dict[str, str | list[str]]]:
    """Each filter and each order, together with a query."""
    response = client.get(address)
    assert response.status_code == 200, address
    filters = response.context.get("filters")
    for name, bound in (filters.form.fields if filters else {}).items():
        for part, value in values_of(name, bound):
            yield {"q": "human", part: value}
    links = re.findall(r'href="([^"]*ordering=[^"]*)"', response.content.decode())
    for order in {parse_qs(urlsplit(unescape(link)).query)["ordering"][0] for link in links}:
        yield {"q": "human", "ordering": order}


def values_of(name: str, field: forms.Field) -> list[tuple[str, str | list[str]]]:
    if "Range" in type(field).__name__:
        return [(f"{name}_from", "2012-01-26"), (f"{name}_to", "2027-01-01")]
    return [(name, some_value(field))]


@shared
def human() -> SeriesPage:
    series = factories.publish(factories.make_series(title="Human rights"))
    factories.publish(factories.make_event(series=series, title="Human rights", slug="h"))
    for make in (factories.make_partner, factories.make_person, factories.make_venue):
        factories.publish(make())
    factories.publish(factories.make_quote(text="Human rights are for all."))
    factories.make_document(title="Human h")
    image = factories.make_image(title="Human h")
    image.tags.add("hall")
    image.save()
    return series


def test_the_search_of_pages_says_what_it_counts(superuser, human):
    factories.make_series(title="Rivers", slug="rivers")
    for query, count in (("human", "1-2 of 2 pages"), ("rivers", "1-1 of 1 page")):
        response = superuser.get("/admin/pages/search/", {"q": query})
        heading = BeautifulSoup(response.content, "lxml").find("th", class_="title")
        assert count in " ".join(heading.get_text(" ").split())


@pytest.mark.parametrize("address", LISTS)
def test_words_go_with_every_filter_and_every_order(superuser, human, address):
    address = address.format(series=human.pk)
    asked = list(questions(superuser, address))
    assert asked, address

    failed = []
    superuser.raise_request_exception = False
    for query in asked:
        response = superuser.get(f"{address}results/?{urlencode(query, doseq=True)}")
        if response.status_code != 200:
            failed.append((query, response.status_code))

    assert failed == []


# Written as they are in an address; the last of them are no words at all.
TYPED = ("a%22b", "h%22", "%27", "h*", "(h", "AND", "NEAR(a+b)", "title:h", "-h", "%5C", "h%00",
         "%22", "%00", "%20%20", "%E2%80%A8")  # fmt: skip
CHOOSERS = (
    "/admin/choose-page/search/?q={query}",
    "/admin/images/chooser/results/?q={query}&tag=hall&collection_id=1",
    "/admin/documents/chooser/results/?q={query}&collection_id=1",
    "/admin/snippets/choose/cms/partner/results/?q={query}&locale=en",
    "/admin/api/main/pages/?search={query}",
)


@pytest.mark.parametrize("query", ["human", *TYPED])
def test_whatever_is_typed_is_looked_for(superuser, human, query):
    superuser.raise_request_exception = False
    # The rows alone, for which the whole page asks in the same way.
    addresses = [*CHOOSERS, *(f"{address}results/?q={{query}}" for address in LISTS)]

    failed = []
    for address in addresses:
        asked = address.format(query=query, series=human.pk)
        response = superuser.get(asked)
        if response.status_code != 200:
            failed.append((asked, response.status_code))

    assert failed == []


def test_what_is_found_has_the_tag_that_is_asked_for(superuser):
    for title, tag in (("Human hall", "hall"), ("Human house", "house")):
        image = factories.make_image(title=title)
        image.tags.add(tag)
        image.save()

    page = superuser.get("/admin/images/chooser/results/?q=human&tag=hall").content.decode()

    assert "Human hall" in page
    assert "Human house" not in page


# Everything that is searched; "human" is no word of a user.
SEARCHED = [
    *(
        address
        for address in LISTS
        if address not in ("/admin/users/", "/admin/newsletter/", "/admin/readings/")
    ),
    "/admin/choose-page/search/",
    "/admin/images/chooser/results/",
    "/admin/documents/chooser/results/",
    *(f"/admin/snippets/choose/cms/{kind}/results/" for kind in KINDS),
]


@shared
def house_and_else() -> SeriesPage:
    series = factories.publish(factories.make_series(title="The series"))
    for title, slug in (("Human house", "one"), ("Something else", "two")):
        factories.publish(factories.make_event(series=series, title=title, slug=slug))
        for make in (factories.make_partner, factories.make_person, factories.make_venue):
            factories.publish(make(name=title))
        factories.publish(factories.make_reference(name=title))
        factories.publish(factories.make_quote(text=title))
        factories.publish(factories.make_theme(label=title, slug=slug))
        factories.make_image(title=title)
        factories.make_document(title=title)
    return series


@pytest.mark.parametrize("query", ["human", "hum", "human house"])
def test_every_list_finds_what_has_all_words_and_nothing_else(superuser, house_and_else, query):
    for address in SEARCHED:
        response = superuser.get(address.format(series=house_and_else.pk), {"q": query})
        links = " ".join(
            link.text for link in BeautifulSoup(response.content, "lxml").find_all("a")
        )
        assert ("Human house" in links, "Something else" in links) == (True, False), address


def test_what_is_saved_is_found_and_what_is_deleted_is_not(moderator):
    create_event(moderator, factories.make_series(), title="The meridian of rights")
    address = "/admin/events/?q=meridian"
    assert "The meridian of rights" in moderator.get(address).content.decode()
    EventPage.objects.get().delete()
    assert "The meridian of rights" not in moderator.get(address).content.decode()


@pytest.mark.parametrize(
    ("options", "message"),
    [({"backend_name": "nosuch"}, "--backend: .*nosuch"), ({"chunk_size": 0}, "--chunk_size: .*1")],
)
def test_the_command_that_writes_the_index_says_what_it_takes(options, message):
    with pytest.raises(CommandError, match=message) as refused:
        call_command("update_index", verbosity=0, **options)
    assert refused.value.returncode == 2
