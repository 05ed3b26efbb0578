"""DataCite's record of a document: valid to DataCite's own schema, and no more than is stated."""

import orjson
import pytest
from datacite import schema45

from api.formats.bibtex import bibtex
from api.formats.csl import csl
from api.formats.datacite import datacite, why_not
from api.formats.ris import ris
from api.resources.base import resource_of
from archive.models import PublicRecord
from archive.publisher.after_commit import catch_up
from cms.models import Appearance, EventTheme, Partnership, QuoteSource
from cms.vocabularies import DocumentKind, EventKind, ImageKind, ReferenceKind
from tests import factories as make
from tests.api.helpers import formats_of
from tests.demo_archive import demo  # noqa: F401  a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


def stored(record) -> dict:
    """The newest document of `record` in the log."""
    catch_up()
    return orjson.loads(PublicRecord.objects.get(uid=record.uid).entry.content)


def datacite_of(record) -> dict:
    """The record of `record`, which is valid."""
    metadata = datacite(stored(record), "The archive")
    schema45.validator.validate(metadata)
    return metadata


def test_an_event_of_which_nothing_is_known_says_nothing():
    event = make.make_event(title="An event")
    document = stored(event)
    meta = document["meta"]
    assert datacite_of(event) == {
        "url": document["html_url"],
        "types": {"resourceTypeGeneral": "Event", "resourceType": "Conference"},
        "creators": [{"name": ":unav"}],
        "titles": [{"title": "An event", "lang": "en"}],
        "publisher": {"name": "The archive"},
        "publicationYear": meta["first_published_at"][:4],
        "dates": [
            {
                "date": meta["first_published_at"],
                "dateType": "Available",
                "dateInformation": "The record",
            },
            {"date": meta["published_at"], "dateType": "Updated", "dateInformation": "The record"},
        ],
        "language": "en",
        "alternateIdentifiers": [
            {"alternateIdentifier": document["url"], "alternateIdentifierType": "URL"},
            {"alternateIdentifier": str(event.uid), "alternateIdentifierType": "UUID"},
        ],
        "descriptions": [of_record("event")],
        "schemaVersion": "http://datacite.org/schema/kernel-4",
    }


def of_record(kind: str) -> dict[str, str]:
    return {
        "description": "The publisher and the year of publication are those of the record of this "
        f"{kind} in “The archive”.",
        "descriptionType": "Other",
    }


def test_an_edition_names_its_organiser_partners_and_people_in_their_roles():
    organiser, host = make.make_partner(name="Organiser"), make.make_partner(name="Host")
    series = make.make_series(title="The series")
    event = make.make_event(
        series=series, title="An event", code="AB1", organiser=organiser, ordinal_stated="fourth",
        place_stated="in the hills", summary="What it is about.", event_kind="roundtable",
    )  # fmt: skip
    for partner, role in (
        (organiser, "organiser"),
        (host, "host"),
        (make.make_partner(name="Second"), "co-organiser"),
        (make.make_partner(name="Sponsor"), "sponsor"),
        (make.make_partner(name="Fund"), "funder"),
    ):
        Partnership.objects.create(event=event, partner=partner, role=role)
    person = make.make_person(name="A person")
    Appearance.objects.create(
        event=event, person=person, may_be_named=True, affiliation_then="Ministry"
    )
    theme = make.make_theme(label="Peace")
    EventTheme.objects.create(event=event, theme=theme)
    metadata = datacite_of(make.publish(event))
    organisation = {"nameType": "Organizational"}
    assert metadata["types"]["resourceType"] == "Roundtable"
    assert metadata["creators"] == [
        {"name": "Organiser"} | organisation,
        {"name": "Second"} | organisation,
    ]
    assert metadata["contributors"] == [
        {"name": "Host", "contributorType": "Other"} | organisation,
        {"name": "Sponsor", "contributorType": "Sponsor"} | organisation,
        {
            "name": "A person",
            "nameType": "Personal",
            "affiliation": [{"name": "Ministry"}],
            "contributorType": "RelatedPerson",
        },
    ]
    assert metadata["fundingReferences"] == [{"funderName": "Fund"}]
    assert [subject["subject"] for subject in metadata["subjects"]] == ["Peace"]
    assert metadata["geoLocations"] == [{"geoLocationPlace": "in the hills"}]
    assert metadata["descriptions"] == [
        {"description": "What it is about.", "descriptionType": "Abstract"},
        {"description": "The series; fourth", "descriptionType": "SeriesInformation"},
        of_record("event"),
    ]
    assert metadata["relatedIdentifiers"] == [
        {
            "relatedIdentifier": stored(series)["url"],
            "relatedIdentifierType": "URL",
            "relationType": "IsPartOf",
        }
    ]


@pytest.mark.parametrize(
    ("start", "end", "precision", "date"),
    [
        ("2012-01-26", "2012-01-28", "day", "2012-01-26/2012-01-28"),
        ("2012-01-26", None, "day", "2012-01-26"),
        ("2012-01-26", None, "month", "2012-01"),
        ("2012-01-26", None, "year", "2012"),
    ],
)
def test_a_date_is_no_more_precise_than_stated(start, end, precision, date):
    event = make.make_event(start=start, end=end, precision=precision, dates_stated="then")
    [held] = [entry for entry in datacite_of(event)["dates"] if entry["dateType"] == "Other"]
    assert held["date"] == date
    assert held["dateInformation"] == "Date of the event, as stated: then"


def test_the_year_of_publication_is_that_of_the_record():
    event = make.make_event(start="2012-01-26", precision="day")
    document = stored(event)
    document["meta"]["first_published_at"] = "2019-05-01T10:00:00Z"
    assert datacite(document, "The archive")["publicationYear"] == "2019"


def test_a_quote_is_by_its_speaker():
    person = make.make_person(name="A speaker")
    quote = make.make_quote(text="Words", language="fr", speaker=person, start="2017-01-01",
                            precision="year")  # fmt: skip
    QuoteSource.objects.create(record=quote, url="https://doi.org/10.1234/words")
    metadata = datacite_of(quote)
    assert metadata["creators"] == [{"name": "A speaker", "nameType": "Personal"}]
    assert metadata["language"] == "fr"
    assert metadata["descriptions"] == [
        {"description": "Words", "descriptionType": "Other"},
        of_record("quote"),
    ]
    assert metadata["dates"][0] == {
        "date": "2017",
        "dateType": "Other",
        "dateInformation": "Date of the occasion",
    }
    assert metadata["relatedIdentifiers"] == [
        {
            "relatedIdentifier": "10.1234/words",
            "relatedIdentifierType": "DOI",
            "relationType": "IsDescribedBy",
        }
    ]


def test_nobody_made_a_quote_that_is_known_to_be_misattributed():
    person = make.make_person(name="A speaker")
    quote = make.make_quote(speaker=person, verification="misattributed")
    metadata = datacite_of(quote)
    assert metadata["creators"] == [{"name": ":unav"}]
    assert {"description": "Misattributed", "descriptionType": "Other"} in metadata["descriptions"]


def test_words_off_the_record_have_no_speaker():
    event = make.make_event(attribution_rule="off-the-record")
    quote = make.make_quote(speaker=make.make_person(name="A speaker"), occasion_event=event)
    metadata = datacite_of(quote)
    assert metadata["creators"] == [{"name": ":unav"}]
    assert "A speaker" not in orjson.dumps(metadata).decode()


def test_a_file_has_its_size_format_rights_and_checksum():
    file = make.make_document(
        content=b"Words",
        file_size=5,
        licence="https://licence.test/by/",
        credit="Somebody",
        document_kind="report",
    )
    metadata = datacite_of(file)
    assert (metadata["types"]["resourceTypeGeneral"], metadata["sizes"]) == ("Report", ["5 bytes"])
    assert metadata["formats"] == ["text/plain"]
    assert metadata["rightsList"] == [
        {"rights": "https://licence.test/by/", "rightsUri": "https://licence.test/by/"}
    ]
    assert file.sha256 in [
        identifier["alternateIdentifier"] for identifier in metadata["alternateIdentifiers"]
    ]
    assert metadata["creators"] == [{"name": ":unav"}]


def test_an_image_and_a_reference_and_a_series_are_valid():
    assert datacite_of(make.make_image(size=(64, 48)))["sizes"] == ["64 x 48 pixels"]
    reference = make.make_reference(
        name="A treaty", issuer="A government", symbol="A/1", start="1966-12-16", precision="day"
    )
    metadata = datacite_of(reference)
    assert metadata["creators"] == [{"name": "A government"}]
    assert "A/1" in [
        identifier["alternateIdentifier"] for identifier in metadata["alternateIdentifiers"]
    ]
    series = make.make_series(cadence_stated="annual")
    assert datacite_of(series)["descriptions"] == [
        {"description": "annual", "descriptionType": "SeriesInformation"},
        of_record("series"),
    ]


@pytest.mark.parametrize(
    ("facts", "publisher", "year"),
    [
        ({"issuer": "A state", "start": "1948-12-10", "precision": "day"}, "A state", "1948"),
        ({"start": "1789", "precision": "year"}, ":unav", "1789"),
    ],
)
def test_a_work_has_its_own_publisher_and_year(facts, publisher, year):
    start = facts.get("start", "")
    facts |= {"start": f"{start}-01-01"} if len(start) == 4 else {}
    reference = make.make_reference(name="A declaration", **facts)

    metadata = datacite_of(reference)

    assert metadata["publisher"] == {"name": publisher}
    assert metadata["publicationYear"] == year
    assert "descriptions" not in metadata


def test_a_work_without_a_date_gets_no_year_of_somebody_elses(client):
    reference = make.make_reference(name="A declaration", issuer="A state")
    catch_up()
    address = f"/api/v1/references/{reference.slug}"
    assert f"{address}.datacite" not in formats_of(client, f"{address}/")
    refused = client.get(f"{address}.datacite")
    assert refused.status_code == 406
    assert "states no year" in refused.json()["detail"]
    assert client.get(f"{address}.csl").status_code == 200


@pytest.mark.parametrize("kind", ["event", "reference", "image"])
def test_a_citation_is_of_the_thing_and_names_the_archive(kind):
    dates = {"start": "2012-01-26", "precision": "day"}
    record = {
        "event": lambda: make.make_event(title="An event", **dates),
        "reference": lambda: make.make_reference(name="A treaty", **dates),
        "image": make.make_image,
    }[kind]()
    document = stored(record)

    [item] = csl(document, "The archive")

    assert item["archive"] == "The archive"
    assert item.get("publisher") == ("The archive" if kind == "image" else None)
    if kind != "image":
        assert item["issued"] == {"date-parts": [[2012, 1, 26]]}
    assert ("DB  - The archive" in ris(document, "The archive")) is True
    assert "archive = {The archive}" in bibtex(document, "The archive")


def test_people_partners_places_and_themes_are_no_publications():
    for record in (make.make_person(), make.make_partner(), make.make_venue(), make.make_theme()):
        assert datacite(stored(record), "The archive") is None


def test_every_word_for_a_kind_is_one_of_datacite():
    for kind, words in (
        ("event", EventKind), ("reference", ReferenceKind), ("document", DocumentKind),
        ("image", ImageKind), ("quote", ["x"]), ("series", ["x"]),
    ):  # fmt: skip
        for word in words:
            general, ours = resource_of(kind).datacite_types({"kind": str(word)})
            assert (
                general in schema45.validator.schema["definitions"]["resourceTypeGeneral"]["enum"]
            )
            assert ours[0].isupper()


@pytest.mark.usefixtures("demo")
def test_every_document_of_the_demo_is_valid():
    documents = [
        document
        for record in PublicRecord.objects.filter(live=True)
        if why_not(document := orjson.loads(record.entry.content)) is None
    ]
    records = [record for document in documents if (record := datacite(document, "The archive"))]
    assert {record["types"]["resourceTypeGeneral"] for record in records} >= {
        "Collection",
        "Event",
        "Text",
    }
    for record in records:
        schema45.validator.validate(record)


@pytest.mark.usefixtures("demo")
def test_the_fifteenth_edition_has_its_stated_facts_and_no_date():
    record = PublicRecord.objects.get(kind="event", key="WP1725")
    metadata = datacite(orjson.loads(record.entry.content), "The archive")
    assert [creator["name"] for creator in metadata["creators"]] == ["Wilton Park"]
    assert [contributor["name"] for contributor in metadata["contributors"]] == [
        "Federal Department of Foreign Affairs of Switzerland",
        "Ministry for Foreign Affairs of Finland",
    ]
    assert {date["dateType"] for date in metadata["dates"]} == {"Available", "Updated"}
    assert "geoLocations" not in metadata
