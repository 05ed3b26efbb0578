"""In the admin's lists words go together with every filter and with every order."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django import forms
from django.test import Client

from tests import factories

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
        return [str(each.pk) for each in field.queryset[:1]]
    if isinstance(field, forms.IntegerField):
        return "2012"
    if not isinstance(field, forms.ChoiceField):
        return "en"
    return [str(value) for value, _label in field.choices if value not in ("", None)][:1]


def questions(client: Client, address: str) -> Iterator[dict[str, str | list[str]]]:
    """Each filter with words, and each order with words."""
    response = client.get(address)
    assert response.status_code == 200, address
    filters = response.context.get("filters")
    for name, bound in (filters.form.fields if filters else {}).items():
        for part, value in values_of(name, bound):
            yield {"q": "human", part: value}
    links = re.findall(r'href="([^"]*ordering=[^"]*)"', response.content.decode())
    for order in {parse_qs(urlsplit(unescape(each)).query)["ordering"][0] for each in links}:
        yield {"q": "human", "ordering": order}


def values_of(name: str, field: forms.Field) -> list[tuple[str, str | list[str]]]:
    if "Range" in type(field).__name__:
        return [(f"{name}_from", "2012-01-26"), (f"{name}_to", "2027-01-01")]
    return [(name, some_value(field))]


@pytest.mark.parametrize("address", LISTS)
def test_words_go_with_every_filter_and_every_order(superuser, address):
    series = factories.publish(factories.make_series(title="Human rights"))
    factories.publish(factories.make_event(series=series, title="Human rights", slug="h"))
    for make in (factories.make_partner, factories.make_person, factories.make_venue):
        factories.publish(make())
    factories.publish(factories.make_quote(text="Human rights are for all."))
    address = address.format(series=series.pk)
    asked = list(questions(superuser, address))
    assert asked, address

    failed = []
    superuser.raise_request_exception = False
    for query in asked:
        response = superuser.get(f"{address}?{urlencode(query, doseq=True)}")
        if response.status_code != 200:
            failed.append((query, response.status_code))

    assert failed == []
