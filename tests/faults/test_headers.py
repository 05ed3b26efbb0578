"""Fault 16: the proxy refuses an answer whose headers are longer than its buffer of 4 kB."""

import uuid
from typing import Any
from urllib.parse import quote

import pytest
from wagtail.models import Page

from api.formats import FORMATS, SHOWN_FORMATS
from api.formats.listing import formats_of as list_formats_of
from api.resources.base import resources
from archive.models import PublicRecord
from archive.publisher.after_commit import catch_up, mark
from archive.registry import registry
from tests import factories
from tests.faults.front import front
from tests.faults.load import client
from tests.serving import database_url

pytestmark = [pytest.mark.nginx, pytest.mark.django_db(transaction=True)]

LISTED = [resource for resource in resources() if resource.is_listed]
LONG = "會議記錄" * 25
MANY = 100
PAGES = 40  # each takes a tenth of a second to make


def fill() -> None:
    """A hundred records of each kind, and forty pages, with long titles and Chinese addresses."""
    series = factories.make_series(title=LONG, slug="人權會議" * 10)
    for number in range(PAGES):
        factories.make_series(title=f"{LONG} {number}", slug=f"{'會議' * 30}{number}")
        factories.make_event(series=series, title=f"{LONG} {number}", slug=f"{'第屆' * 30}{number}")
    for resource in LISTED:
        if not issubclass(resource.model, Page):
            factories.make(resource.kind)
            make_copies(resource.model)
    factories.make_document(title=LONG, name=f"{'報告' * 20}.txt")
    mark(registry.identities())
    catch_up()


def make_copies(model: Any) -> None:
    """Ninety-nine more of the one record of `model`, with long names."""
    names = {field.name for field in model._meta.fields}
    copies = []
    for number in range(1, MANY):
        copy = model._default_manager.get()
        copy.pk = None
        values = {name: uuid.uuid4() for name in {"uid", "translation_key"} & names}
        values |= dict.fromkeys({"name", "label", "title", "text"} & names, f"{LONG} {number}")
        values |= dict.fromkeys({"slug"} & names, f"{'x' * 150}-{number}")
        for name, value in values.items():
            setattr(copy, name, value)
        copies.append(copy)
    model._default_manager.bulk_create(copies)


def addresses() -> list[str]:
    listed = []
    for resource in LISTED:
        base = f"/api/v1/{resource.plural}"
        listed += [f"{base}/", f"{base}/?limit=38", f"{base}/?limit=100", f"{base}/?page=2"]
        for form in list_formats_of(resource.kind):
            listed += [f"{base}.{form.suffix}", f"{base}.{form.suffix}?limit=38"]
        for record in PublicRecord.objects.filter(kind=resource.kind).order_by("-entry_id")[:1]:
            key = quote(record.key)
            listed += [f"{base}/{key}/", f"{base}/{key}/history/", f"{base}/{key}/timemap/"]
            forms = [form for form in (*FORMATS, *SHOWN_FORMATS) if form.is_for(resource.kind)]
            listed += [f"{base}/{key}.{form.suffix}" for form in forms]
    return [*listed, "/api/v1/", "/api/v1/changes/?limit=100", "/api/v1/site/"]


def test_every_list_and_record_comes_through_the_proxy(production, tmp_path):
    fill()
    wrong: dict[str, object] = {}
    with front(database_url(), tmp_path, **production) as site, client(site.url) as reader:
        for address in addresses():
            response = reader.get(address)
            size = sum(len(name) + len(value) + 4 for name, value in response.headers.raw)
            if response.status_code not in (200, 406) or size >= 3000:
                wrong[address] = (response.status_code, size)
    assert wrong == {}
