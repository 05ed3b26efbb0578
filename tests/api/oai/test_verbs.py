"""The six verbs, and the errors of the protocol."""

import gzip

import pytest
from lxml import etree

from api.fast_path.known_answers import is_for_everybody
from archive.models import Entry, PublicRecord
from archive.publisher.after_commit import catch_up
from cms.models import EventTheme, Partnership
from tests.api.helpers import assert_problem
from tests.api.oai.helpers import OAI, SPACES, ask, checked, fault, find, texts, url
from tests.factories import (
    home,
    make_event,
    make_partner,
    make_person,
    make_reference,
    make_series,
    make_theme,
    publish,
)
from tests.shared import shared

pytestmark = pytest.mark.django_db
PREFIXES = ("oai_dc", "oai_datacite")


def name_of(record) -> str:
    return f"oai:api.test:{record.uid}"


@shared
def event():
    event = make_event(
        series=make_series(title="The series", slug="the-series"),
        title="An event",
        code="AB1",
        start="2012-01-26",
        end="2012-01-28",
        precision="day",
        organiser=make_partner(name="The organiser"),
    )
    EventTheme.objects.create(event=event, theme=make_theme(label="Peace", slug="peace"))
    Partnership.objects.create(event=event, partner=make_partner(name="A sponsor"), role="sponsor")
    publish(event)
    catch_up()
    return event


def test_the_archive_identifies_itself(reader, event):
    answer = ask(reader, "Identify")
    assert texts(answer, "oai:baseURL") == [f"https://api.test{OAI}"]
    assert texts(answer, "oai:repositoryName") == [home().title]
    first = Entry.objects.order_by("sequence").first()
    assert texts(answer, "oai:earliestDatestamp") == [f"{first.recorded_at:%Y-%m-%dT%H:%M:%SZ}"]
    [request] = find(answer, "oai:request")
    assert (request.text, dict(request.attrib)) == (f"https://api.test{OAI}", {"verb": "Identify"})


def test_an_archive_without_a_word_answers_too(reader):
    PublicRecord.objects.all().delete()
    Entry.objects.all().delete()
    ask(reader, "Identify")
    assert fault(ask(reader, "ListRecords", metadataPrefix="oai_dc")) == "noRecordsMatch"


def test_both_formats_are_listed(reader, event):
    assert texts(ask(reader, "ListMetadataFormats"), "oai:metadataPrefix") == list(PREFIXES)
    answer = ask(reader, "ListMetadataFormats", identifier=name_of(event))
    assert texts(answer, "oai:metadataPrefix") == list(PREFIXES)


def test_a_record_as_dublin_core(reader, event):
    answer = ask(reader, "GetRecord", identifier=name_of(event), metadataPrefix="oai_dc")
    assert texts(answer, "oai:setSpec") == ["series:the-series", "theme:peace", "year:2012"]
    for name, values in {
        "title": ["An event"],
        "creator": ["The organiser"],
        "contributor": ["A sponsor"],
        "subject": ["Peace"],
        "date": ["2012-01-26/2012-01-28"],
        "language": ["en"],
        "type": ["Event", "Conference"],
    }.items():
        assert texts(answer, f"dc:{name}") == values
    assert "AB1" in texts(answer, "dc:identifier")


def test_a_record_as_datacite_s_own_xml(reader, event):
    answer = ask(reader, "GetRecord", identifier=name_of(event), metadataPrefix="oai_datacite")
    assert texts(answer, "envelope:schemaVersion") == ["4.5"]
    [identifier] = find(answer, ".//kernel:identifier")
    assert identifier.get("identifierType") == "URL"
    assert identifier.text.startswith("https://www.test/")
    assert texts(answer, "kernel:creatorName") == ["The organiser"]
    [contributor] = find(answer, ".//kernel:contributor")
    assert contributor.get("contributorType") == "Sponsor"
    [title] = find(answer, ".//kernel:title")
    assert title.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


@pytest.mark.parametrize("prefix", PREFIXES)
def test_what_is_withdrawn_is_deleted_for_good_and_says_no_more(reader, event, prefix):
    event.unpublish()
    catch_up()
    answer = ask(reader, "GetRecord", identifier=name_of(event), metadataPrefix=prefix)
    [header] = find(answer, ".//oai:header")
    assert header.get("status") == "deleted"
    assert [etree.QName(element).localname for element in header] == ["identifier", "datestamp"]
    assert find(answer, ".//oai:metadata") == []
    event.delete()
    catch_up()
    again = ask(reader, "GetRecord", identifier=name_of(event), metadataPrefix=prefix)
    assert find(again, ".//oai:header")[0].get("status") == "deleted"


def test_whatever_an_editor_typed_is_well_formed(reader):
    hostile = "a <b> & ]]> \x0b \x1f\ufffe \u202e \U0001f600 end"
    event = make_event(title=hostile, summary=hostile, code="AB1")
    catch_up()
    for prefix, name in (("oai_dc", "dc:title"), ("oai_datacite", "kernel:title")):
        answer = ask(reader, "GetRecord", identifier=name_of(event), metadataPrefix=prefix)
        assert texts(answer, name) == ["a <b> & ]]>    \u202e \U0001f600 end"]


PERSON = "00000000-0000-0000-0000-000000000000"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "badVerb"),
        ("verb=", "badVerb"),
        ("verb=identify", "badVerb"),
        ("verb=Identify&verb=Identify", "badVerb"),
        ("metadataPrefix=oai_dc", "badVerb"),
        ("verb=Identify&identifier=x", "badArgument"),
        ("verb=GetRecord&identifier=x", "badArgument"),
        ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&colour=red", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2012", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2012-02-30", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2012-01-01T00:00:60Z", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=0000-01-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2013-01-01&until=2012-01-01", "badArgument"),
        (
            "verb=ListRecords&metadataPrefix=oai_dc&from=2012-01-01&until=2012-01-01T00:00:00Z",
            "badArgument",
        ),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=series:%00", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=a%20b", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=x", "badArgument"),
        ("verb=%ff", "badArgument"),
        ("verb=ListIdentifiers&resumptionToken=x", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=", "badResumptionToken"),
        ("verb=ListSets&resumptionToken=x", "badResumptionToken"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=x", "idDoesNotExist"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=%00", "idDoesNotExist"),
        (
            f"verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:api.test:{PERSON}",
            "idDoesNotExist",
        ),
        ("verb=ListMetadataFormats&identifier=x", "idDoesNotExist"),
        ("verb=ListRecords&metadataPrefix=marc", "cannotDisseminateFormat"),
        ("verb=GetRecord&metadataPrefix=marc&identifier=x", "cannotDisseminateFormat"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=colour:red", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=series:none", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=series:~00", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=series:~C3", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=year:20123", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2100-01-01", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&until=0001-01-01", "noRecordsMatch"),
    ],
)
def test_every_error_of_the_protocol(reader, event, query, code):
    answer = checked(reader.get(f"{OAI}?{query}"))
    assert fault(answer) == code
    [request] = find(answer, "oai:request")
    assert bool(request.attrib) == (code not in ("badVerb", "badArgument"))


def test_a_person_and_a_partner_are_no_items(reader):
    for record in (make_person(), make_partner(), make_theme()):
        catch_up()
        answer = ask(reader, "GetRecord", identifier=name_of(record), metadataPrefix="oai_dc")
        assert fault(answer) == "idDoesNotExist"


def test_the_name_of_another_server_is_not_ours(reader, event):
    other = f"oai:other.test:{event.uid}"
    answer = ask(reader, "GetRecord", identifier=other, metadataPrefix="oai_dc")
    assert fault(answer) == "idDoesNotExist"


def test_a_posted_form_reads_like_a_query(reader, event):
    given = {"verb": "GetRecord", "identifier": name_of(event), "metadataPrefix": "oai_dc"}
    form = "application/x-www-form-urlencoded"
    body = url(**{"verb": given.pop("verb"), **given}).partition("?")[2]
    answer = checked(reader.post(OAI, body, content_type=form))
    assert texts(answer, "dc:title") == ["An event"]


def test_other_bodies_and_methods_are_problems(reader):
    form = "application/x-www-form-urlencoded"
    answer = reader.post(OAI, "{}", content_type="application/json")
    assert_problem(answer, 415, "unsupported_media_type")
    answer = reader.post(OAI, "verb=" + "x" * 9000, content_type=form)
    assert_problem(answer, 413, "too_large")
    answer = reader.post(OAI, "verb=Identify", content_type=form, headers={"content-length": "x"})
    assert_problem(answer, 400, "bad_request")
    assert_problem(reader.get(f"{OAI}?verb={'x' * 9000}"), 414, "uri_too_long")
    answer = reader.put(OAI)
    assert_problem(answer, 405, "method_not_allowed")
    assert (
        answer.headers["Allow"]
        == reader.options(OAI).headers["Allow"]
        == "GET, HEAD, POST, OPTIONS"
    )


def test_it_is_compressed_and_kept_by_nobody(reader, event):
    response = reader.get(url("Identify"), headers={"accept-encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert SPACES["oai"].encode() in gzip.decompress(response.content)
    assert response.headers["Cache-Control"] == "no-cache"
    assert "ETag" not in response.headers
    asked = {"PATH_INFO": OAI, "QUERY_STRING": "verb=Identify", "REQUEST_METHOD": "GET"}
    assert not is_for_everybody(asked)


def test_it_counts_as_any_request_of_the_api(reader, settings):
    settings.API_RATE_LIMIT = (1, 60)
    reader.get(url("Identify"))
    answer = reader.get(url("Identify"))
    assert_problem(answer, 429, "too_many_requests")
    assert int(answer.headers["Retry-After"]) > 0


def test_identifiers_follow_the_namespace_and_not_the_host(event, reader, settings):
    settings.OAI_NAMESPACE = "archive.example.org"
    mine = f"oai:archive.example.org:{event.uid}"

    for origin in ("https://api.test", "https://other.test"):
        settings.API_ORIGIN = origin
        answer = ask(reader, "GetRecord", identifier=mine, metadataPrefix="oai_dc")
        assert texts(answer, "oai:identifier") == [mine]


@pytest.mark.parametrize(("issuer", "publishers"), [("", []), ("A state", ["A state"])])
def test_a_work_without_an_issuer_has_no_publisher(reader, issuer, publishers):
    reference = make_reference(name="A treaty", issuer=issuer)
    catch_up()
    answer = ask(reader, "GetRecord", identifier=name_of(reference), metadataPrefix="oai_dc")
    assert texts(answer, "dc:publisher") == publishers


def test_a_work_without_a_year_is_harvested_as_dublin_core_alone(reader):
    undated = make_reference(name="A declaration")
    dated = make_reference(name="A treaty", start="1948-12-10", precision="day")
    catch_up()
    listed = {
        prefix: texts(ask(reader, "ListIdentifiers", metadataPrefix=prefix), "oai:identifier")
        for prefix in PREFIXES
    }
    assert listed["oai_datacite"] == [name_of(dated)]
    assert listed["oai_dc"] == [name_of(undated), name_of(dated)]
    formats = ask(reader, "ListMetadataFormats", identifier=name_of(undated))
    assert texts(formats, "oai:metadataPrefix") == ["oai_dc"]
    one = ask(reader, "GetRecord", identifier=name_of(undated), metadataPrefix="oai_datacite")
    assert fault(one) == "cannotDisseminateFormat"
    one = ask(reader, "GetRecord", identifier=name_of(undated), metadataPrefix="oai_dc")
    assert texts(one, "dc:title") == ["A declaration"]
