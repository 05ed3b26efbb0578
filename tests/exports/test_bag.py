"""A bag: whole, checkable by others, the same for the same content."""

import csv
import hashlib
import io
from functools import cache

import bagit
import orjson
import pytest
import requests
from jsonschema import Draft202012Validator
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.evaluate import evalQuery
from rdflib.plugins.sparql.processor import SPARQLProcessor
from rocrate_validator import services
from rocrate_validator.models import Severity, ValidationSettings
from rocrate_validator.utils.http import HttpRequester

from archive.models import Entry
from archive.publisher.after_commit import catch_up
from archive.redaction import redact
from tests import factories
from tests.exports.helpers import export, files_of, lines_of, sha256_of
from tests.shared import shared

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]

SCHEMA_ORG = (
    "CreativeWork", "Dataset", "name", "description", "datePublished", "identifier", "license",
    "hasPart", "about", "encodingFormat", "contentSize", "sha256",
)  # fmt: skip


@shared
def content() -> str:
    series = factories.make_series(title="Dignity", slug="dignity")
    factories.make_event(series=series, title="An edition", code="AB1", ordinal=1)
    factories.make_document(content=b"=formula", title="=1+1")
    factories.make_image()
    catch_up()
    return str(series.uid)


@pytest.fixture
def bag(content, bag_of, tmp_path):
    return bag_of(content, tmp_path / "bag")


def test_bagit_finds_it_whole(bag):
    assert bagit.Bag(str(bag)).validate()
    assert bagit.Bag(str(bag)).info["Plenary-Format"] == "1"


@pytest.mark.parametrize("path", ["data/README.md", "data/documents/events.ndjson", "bag-info.txt"])
def test_bagit_finds_what_was_tampered_with(bag, path):
    content = bytearray((bag / path).read_bytes())
    content[10] ^= 1
    (bag / path).write_bytes(content)
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(bag)).validate()


def test_a_file_more_or_less_is_found(bag):
    (bag / "data" / "more.txt").write_text("more")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(bag)).validate()
    (bag / "data" / "more.txt").unlink()
    (bag / "data" / "README.md").unlink()
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(bag)).validate()


@cache
def prepared(text: str, names: tuple, base: str | None):
    return prepareQuery(text, dict(names), base)


def query(self, text, bindings=None, names=None, base=None):  # as rdflib has it
    """The validator asks the same of each part of a crate: to read the question takes longest."""
    return evalQuery(self.graph, prepared(text, tuple((names or {}).items()), base), bindings, base)


def issues_of(crate, monkeypatch) -> list[str]:
    """What rocrate-validator finds. The context lies on the network: its terms stand in for it."""
    terms = {name: f"http://schema.org/{name}" for name in SCHEMA_ORG}
    terms["File"] = "http://schema.org/MediaObject"
    terms["conformsTo"] = "http://purl.org/dc/terms/conformsTo"
    serve_context(monkeypatch, {"@context": terms})
    monkeypatch.setattr(SPARQLProcessor, "query", query)
    settings = ValidationSettings(
        rocrate_uri=str(crate),
        profile_identifier="ro-crate-1.2",
        requirement_severity=Severity.REQUIRED,
        offline=True,
    )
    return [issue.message for issue in services.validate(settings).get_issues()]


@pytest.mark.slow
@pytest.mark.same_on_all_databases
def test_the_crate_is_valid_and_the_validator_would_say_what_is_wrong(bag, monkeypatch):
    assert issues_of(bag / "data", monkeypatch) == []
    path = bag / "data/ro-crate-metadata.json"
    whole = path.read_text()
    for is_there, is_not in (("datePublished", "dateLost"), ("README.md", "LOST.md")):
        path.write_text(whole.replace(f'"{is_there}"', f'"{is_not}"'))
        assert issues_of(bag / "data", monkeypatch) != []


def test_the_same_content_is_the_same_bytes(bag, tmp_path):
    again = export(tmp_path / "again")
    assert files_of(again) == files_of(bag)
    for kind in ("zip", "tar"):
        one, other = export(tmp_path / f"one.{kind}"), export(tmp_path / f"other.{kind}")
        assert sha256_of(one) == sha256_of(other)


def test_the_documents_are_the_bytes_that_were_served(bag):
    [event] = (bag / "data/documents/events.ndjson").read_bytes().splitlines()
    assert hashlib.sha256(event).hexdigest() == Entry.objects.get(key="AB1").digest


def test_the_history_leads_to_each_version_and_a_redacted_one_is_gone(tmp_path):
    theme = factories.make_theme(label="First words")
    catch_up()
    first = Entry.objects.get(kind="theme")
    theme.label = "Second words"
    theme.save()
    catch_up()
    redact(first, reason="Not true")
    bag = export(tmp_path / "bag")
    versions = (bag / "data/history/versions.ndjson").read_bytes().splitlines()
    entries = lines_of(bag / "data/history/entries.ndjson")
    assert [entry["sequence"] for entry in entries] == [1, 2, 3]
    for entry in entries:
        if entry["document"] is not None:
            digest = hashlib.sha256(versions[entry["document"] - 1]).hexdigest()
            assert digest == entry["digest"]
    assert [entry["redaction_reason"] for entry in entries] == ["", "Not true", ""]
    assert entries[1]["document"] is None
    assert not any(b"First words" in content for content in files_of(bag).values())


def test_every_document_keeps_its_schema(bag):
    for path in (bag / "data/documents").iterdir():
        for document in lines_of(path):
            schema = orjson.loads((bag / f"data/schemas/{document['type']}.json").read_bytes())
            Draft202012Validator(schema).validate(document)


def test_a_table_is_safe_in_a_spreadsheet(bag):
    text = (bag / "data/csv/documents.csv").read_bytes().decode()
    [row] = csv.DictReader(io.StringIO(text, newline=""))
    assert row["title"] == "'=1+1"


def test_a_readme_explains_it(bag):
    readme = (bag / "data/README.md").read_text()
    for path in (bag / "data").iterdir():
        assert f"`{path.name}" in readme or path.name == "README.md"


def test_a_bag_of_one_series_holds_what_it_shows_and_no_more(bag, tmp_path):
    part = export(tmp_path / "part", "--series", "dignity")
    bagit.Bag(str(part)).validate()
    assert lines_of(part / "data/documents/documents.ndjson") == []
    assert [event["key"] for event in lines_of(part / "data/documents/events.ndjson")] == ["AB1"]
    assert not list(part.glob("data/media/documents/*"))


def serve_context(monkeypatch, context: dict) -> None:
    """Give the validator this document for every address, and no network."""

    def get(self, url, **kwargs):
        response = requests.Response()
        response.status_code, response.url = 200, url
        response.headers["Content-Type"] = "application/ld+json"
        response._content = orjson.dumps(context)
        return response

    monkeypatch.setattr(HttpRequester, "get", get, raising=False)
