"""What tests of documents share: rendering, links, and the check against the description."""

from typing import Any

from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework import serializers
from wagtail.models import Page

from api.resources.base import resource_of
from api.serializers.blocks import BodyField
from archive.keys import Keys
from archive.publisher.after_commit import catch_up
from archive.registry import Rendering, registry
from archive.visibility import Visibility
from cms.models import FrontEndPaths

NO_DATES = {
    "start": None,
    "end": None,
    "precision": "none",
    "edtf": None,
    "qualifier": None,
    "open": None,
    "days": [],
    "stated": None,
}
NO_META = {
    "published_at": None,
    "first_published_at": None,
    "seo_title": None,
    "search_description": None,
}


def renderings(*records: Model) -> list[Rendering]:
    """A fresh rendering of `records`, all of one kind, as the log would ask for it."""
    visibility = Visibility(timezone.now())
    return registry[records[0].kind].render([record.pk for record in records], visibility, Keys())


def document(record: Model) -> dict[str, Any]:
    """The document of `record`, which is what the API's description says it is."""
    [rendering] = renderings(record)
    serializer = resource_of(record.kind).serializer()
    assert_described(
        {
            **rendering.document,
            "meta": rendering.document["meta"] | {"published_at": "x", "first_published_at": "x"},
        },
        serializer,
    )
    return rendering.document


def assert_described(value: Any, field: serializers.Field, at: str = "") -> None:
    """Assert that `value` has the keys, types and nulls that `field` declares."""
    if value is None:
        assert field.allow_null, f"{at} is null"
    elif isinstance(field, serializers.ListSerializer | serializers.ListField):
        for number, item in enumerate(value):
            assert_described(item, field.child, f"{at}[{number}]")
    elif isinstance(field, serializers.DictField):
        for name, member in value.items():
            assert_described(member, field.child, f"{at}.{name}")
    elif isinstance(field, serializers.Serializer):
        assert set(value) == set(field.fields), at
        for name, member in value.items():
            assert_described(member, field.fields[name], f"{at}.{name}")
    elif isinstance(field, serializers.ChoiceField):
        assert value in field.choices, at
    else:
        expected = next(kind for of, kind in TYPES.items() if isinstance(field, of))
        assert isinstance(value, expected), f"{at} is {value!r}"
        assert value != "" or at.endswith(".alt"), f"{at} is empty"


TYPES: dict[type, Any] = {
    BodyField: list,
    serializers.BooleanField: bool,
    serializers.CharField: str,
    serializers.DateField: str,
    serializers.DateTimeField: str,
    serializers.FloatField: float,
    serializers.IntegerField: int,
    serializers.URLField: str,
    serializers.UUIDField: str,
}


def link(record: Model, key: str | None = None) -> dict[str, Any]:
    """The link to a public record whose key nothing else has."""
    key = key or record.wanted_key
    path = FrontEndPaths().of(record) if isinstance(record, Page) else None
    return {
        "id": str(record.uid),
        "type": record.kind,
        "key": key,
        "url": f"https://api.test/api/v1/{record.plural}/{key}/",
        "html_url": f"https://www.test{path or f'/{record.plural}/{key}/'}",
        "title": record.title,
    }


def head(record: Model, path: str = "", **more: Any) -> dict[str, Any]:
    """The keys that every document in the default language begins with."""
    members = link(record)
    title = members.pop("title")
    path = path or f"/{record.plural}/{record.wanted_key}/"
    return {
        **members,
        "html_url": f"https://www.test{path}",
        "locale": "en",
        **more,
        "slug": record.slug,
        "title": title,
    }


def queries_of_rendering(*records: Model) -> int:
    """How many queries a rendering of `records` in one batch costs."""
    catch_up()  # keys are given, pictures are made
    visibility = Visibility(timezone.now())
    resource, pks = registry[records[0].kind], [record.pk for record in records]
    resource.render(pks, visibility, Keys())  # what caches hold, and what a run reads once
    with CaptureQueriesContext(connection) as captured:
        made = resource.render(pks, visibility, Keys())
    assert len(made) == len(records)
    return len(captured)


def facets(kind: str, document: dict) -> dict[str, set[str]]:
    """What lists find `shown` by, but for the parts that it has."""
    values_by_name = registry[kind].index(document).facets
    return {
        name: values for name, values in values_by_name.items() if name not in ("has", "letter")
    }
