"""The description of the API is committed, valid and true."""

import orjson
import pytest
from django.core.management import call_command
from openapi_spec_validator import validate

from api.openapi.description import description
from api.openapi.views import SNAPSHOT
from api.resources.base import resource_of, resources
from archive.models import PublicRecord
from archive.publisher.after_commit import catch_up
from tests.factories import (
    make_document,
    make_event,
    make_image,
    make_partner,
    make_person,
    make_quote,
    make_reference,
    make_series,
    make_theme,
    make_venue,
)

pytestmark = pytest.mark.same_on_all_databases


def test_the_committed_description_is_what_the_code_says():
    assert orjson.loads(SNAPSHOT.read_bytes()) == orjson.loads(orjson.dumps(description()))
    call_command("openapi", "--check")


def test_the_description_is_valid_openapi_3_1():
    document = orjson.loads(SNAPSHOT.read_bytes())
    assert document["openapi"].startswith("3.1")
    validate(document)


def test_every_address_says_that_a_query_may_be_too_long():
    for path, methods in orjson.loads(SNAPSHOT.read_bytes())["paths"].items():
        for method, operation in methods.items():
            assert "414" in operation["responses"], (method, path)


@pytest.mark.django_db
def test_it_is_served_as_committed(reader):
    assert reader.get("/api/v1/openapi.json").content == SNAPSHOT.read_bytes()


@pytest.mark.django_db
def test_every_document_has_exactly_the_described_keys():
    series = make_series()
    make_event(series=series, ordinal=1, venue=make_venue(), organiser=make_partner())
    for make in (make_quote, make_person, make_theme, make_reference, make_image, make_document):
        make()
    catch_up()
    kinds = set()
    for record in PublicRecord.objects.filter(live=True).select_related("entry"):
        document = orjson.loads(bytes(record.entry.body))
        described = set(resource_of(record.kind).serializer().fields)
        assert set(document) == described, record.kind
        assert set(document["meta"]) == set(
            resource_of(record.kind).serializer().fields["meta"].fields
        )
        kinds.add(record.kind)
    assert kinds == {resource.kind for resource in resources()}
