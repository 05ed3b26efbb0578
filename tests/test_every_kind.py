"""Every kind of record is everywhere: nothing about a new one can be forgotten in silence."""

import csv
from pathlib import Path
from urllib.parse import urlencode

import orjson
import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import WorkflowContentType

from api.formats import FORMATS, SHOWN_FORMATS
from api.formats.listing import formats_of as list_formats_of
from api.lists.views import parameters_of
from api.query.params import Choice
from api.resources.base import ModelResource, resources
from archive.models import PublicRecord
from archive.publisher.after_commit import catch_up
from archive.publisher.run import records_with_keys
from archive.visibility import Visibility
from cms.admin.checks import REPORTS
from cms.admin.snippets import RECORD_VIEW_SETS
from cms.admin.warnings import warnings_of
from cms.models import Record
from tables.kinds import TABLES
from tests import factories
from tests.exports.helpers import export, lines_of
from tests.frontend.reading import site_here
from tests.shared import shared
from tests.tables.helpers import run_export

pytestmark = pytest.mark.django_db
ALL = list(resources())
LISTED = [resource for resource in ALL if resource.is_listed]
SNIPPETS = [resource for resource in LISTED if issubclass(resource.model, Record)]
of_all = pytest.mark.parametrize("resource", ALL, ids=lambda resource: resource.kind)
of_listed = pytest.mark.parametrize("resource", LISTED, ids=lambda resource: resource.kind)
of_snippets = pytest.mark.parametrize("resource", SNIPPETS, ids=lambda resource: resource.kind)
VALUES = {
    "year": "2012",
    "ordinal": "1",
    "country": "CH",
    "place_country": "CH",
    "code": "AB1",
    **dict.fromkeys(("issuer", "symbol", "body_name", "acronym", "locality"), "Of all"),
    "language": "en",
    "bbox": "5.9,45.8,10.5,47.8",
    "q": "a",
    "count": "none",
}


@shared(autouse=True)
def one_of_each() -> None:
    """A public record of each kind."""
    for resource in LISTED:
        factories.make(resource.kind)
    catch_up()


def document_of(resource: ModelResource) -> dict:
    record = PublicRecord.objects.select_related("entry").get(kind=resource.kind, live=True)
    return orjson.loads(record.entry.content)


def ok(reader, address: str) -> bytes:
    response = reader.get(address)
    body = b"".join(response) if response.streaming else response.content
    assert response.status_code == 200, (address, body[:300])
    return body


@of_all
def test_its_document_and_its_item_say_what_is_declared(resource, reader):
    document = document_of(resource)
    assert document == orjson.loads(ok(reader, document["url"].removeprefix(settings.API_ORIGIN)))
    assert document.keys() == resource.serializer().fields.keys()
    assert resource.summarise(document).keys() == resource.summary_serializer().fields.keys()
    assert set(resource.has) <= document.keys()
    assert resource.columns()


@of_all
def test_its_key_is_known_without_a_query_for_each_record(resource, django_assert_num_queries):
    public = PublicRecord.objects.filter(kind=resource.kind, live=True)
    visibility = Visibility(timezone.now())
    ids = list(public.values_list("object_id", flat=True))
    records = list(records_with_keys(resource.model, visibility, ids, visibility.now))
    with django_assert_num_queries(0):
        keys = [record.wanted_key for record in records]
    assert keys == list(public.values_list("key", flat=True))


@of_listed
def test_it_can_be_had_in_each_of_its_formats(resource, reader):
    document = document_of(resource)
    had = [format_ for format_ in (*FORMATS, *SHOWN_FORMATS) if format_.is_for(resource.kind)]
    assert {"jsonld", "md"} <= {format_.suffix for format_ in had}
    for format_ in had:
        if format_.refusal(document) is None:
            assert ok(reader, f"/api/v1/{resource.plural}/{document['key']}.{format_.suffix}")
    node = orjson.loads(ok(reader, f"/api/v1/{resource.plural}/{document['key']}.jsonld"))
    first = node["@graph"][0] if "@graph" in node else node
    assert first["@type"] != "Thing", "say its type in schema.org"


@of_listed
def test_its_list_can_be_ordered_filtered_and_expanded(resource, reader):
    address = f"/api/v1/{resource.plural}/"
    asked = [("ordering", name) for name in resource.orderings]
    asked += [("has", name) for name in resource.has] + [
        ("expand", name) for name in resource.links
    ]
    asked += [
        (filter_.name, VALUES.get(filter_.facet or filter_.name) or filter_.choices[0])
        for filter_ in resource.filters
        if (filter_.facet or filter_.name) in VALUES or isinstance(filter_, Choice)
    ]
    asked += [
        (filter_.name, PublicRecord.objects.get(kind=filter_.kind, live=True).key)
        for filter_ in resource.filters
        if hasattr(filter_, "kind")
    ]
    assert {filter_.name for filter_ in resource.filters} <= {name for name, _value in asked}
    assert {name for name, _value in asked} <= parameters_of(resource.kind).keys()
    for name, value in asked:
        ok(reader, f"{address}?{urlencode({name: value})}")
    for format_ in list_formats_of(resource.kind):
        ok(reader, f"/api/v1/{resource.plural}.{format_.suffix}")
    assert {"atom", "csv", "ndjson"} <= {
        format_.suffix for format_ in list_formats_of(resource.kind)
    }


@of_listed
def test_search_changes_and_the_index_know_it(resource, reader):
    results = orjson.loads(ok(reader, f"/api/v1/search/?kind={resource.kind}"))
    assert [result["record"]["type"] for result in results["results"]] == [resource.kind]
    changes = orjson.loads(ok(reader, f"/api/v1/changes/?kind={resource.kind}"))
    assert {change["kind"] for change in changes["results"]} == {resource.kind}
    assert resource.plural in orjson.loads(ok(reader, "/api/v1/"))
    document = document_of(resource)
    path = document["html_url"].removeprefix(settings.FRONTEND_ORIGIN)
    resolved = orjson.loads(ok(reader, f"/api/v1/resolve/?{urlencode({'path': path})}"))
    assert resolved["document"]["id"] == document["id"]


def test_a_bag_holds_each_kind(tmp_path):
    bag = export(tmp_path / "bag") / "data"
    for resource in ALL:
        document = document_of(resource)
        assert document in lines_of(bag / "documents" / f"{resource.plural}.ndjson")
        label = resource.model._meta.label.lower()
        assert lines_of(bag / "content" / f"{label}.ndjson"), label
    for resource in LISTED:
        assert list((bag / "site").glob(f"{resource.plural}/**/*.html"))


@of_listed
def test_it_has_a_table(resource, tmp_path):
    assert resource.kind in {table.kind for table in TABLES}
    path = run_export(resource.plural, tmp_path / "table.csv")
    with path.open(encoding="utf-8-sig") as file:
        assert [row["key"] for row in csv.DictReader(file)] == [document_of(resource)["key"]]


@of_snippets
def test_editors_write_it_and_moderators_publish_it(resource):
    kind = ContentType.objects.get_for_model(resource.model)
    given = Permission.objects.filter(content_type=kind).values_list("group__name", "codename")
    rights: dict[str | None, set[str]] = {name: set() for name in ("Editors", "Moderators", None)}
    for name, codename in given:
        rights[name].add(codename.removesuffix(f"_{resource.kind}"))
    assert rights["Editors"] == {"add", "change", "view"}
    assert rights["Moderators"] == rights["Editors"] | {"delete", "publish", "lock", "unlock"}
    assert WorkflowContentType.objects.filter(content_type=kind).exists()
    assert resource.model in {view_set.model for view_set in RECORD_VIEW_SETS}


@of_snippets
def test_an_editor_is_told_that_it_has_no_source(resource):
    advice = warnings_of(resource.model.objects.get())
    assert any("no source" in warning.problem for warning in advice)


@of_listed
def test_a_report_asks_after_it(resource):
    asked = {check.model for report in REPORTS for check in report.checks}
    assert resource.model in asked


@of_listed
def test_it_has_a_page_and_a_place_in_a_list(resource):
    document = document_of(resource)
    site = site_here()
    path = document["html_url"].removeprefix(settings.FRONTEND_ORIGIN)
    page = site.get(path)
    assert page.status == 200
    assert page.css_first("h1").text(strip=True) == document["title"]
    listed = site.get(f"/{resource.plural}/")
    assert path in {link.attributes.get("href") for link in listed.css("main a")}


@of_all
def test_its_document_has_a_test_of_its_own(resource):
    name = f"test_{resource.kind}_document.py"
    assert (Path(__file__).parent / "api" / name).is_file()
