"""Nothing leaks: hidden values carry canary words, and no public byte holds one."""

import re
from collections import defaultdict
from itertools import cycle, islice
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

import orjson
import pytest
from django.conf import settings

from archive.models import Entry, PublicRecord
from tests.shared import shared
from tests.threats.conftest import CANARY, PAST, canary

pytestmark = pytest.mark.django_db

VALUES = ("ab1", "hid2", "HID3", "1", "2012", "behind", "a-theme", CANARY)


def addresses(values: int = len(VALUES)) -> list[str]:
    """Every public route: each list with each filter and order, each document, the feeds.

    Each filter has as many of the values. With one, they take turns.
    """
    from api.formats import FORMATS, SHOWN_FORMATS
    from api.formats.listing import formats_of as list_formats_of
    from api.query.facets import countables
    from api.query.filters import parameters_of
    from api.resources.base import resources
    from archive.registry import registry

    turns = cycle(VALUES)
    urls = ["/api/v1/", "/api/v1/site/", "/api/v1/openapi.json", "/api/v1/changes/"]
    urls += ["/health/live", "/health/ready", "/health/metrics"]
    resolve = "/api/v1/resolve/?expand=document&path="
    paths = ("/", "/a-series/", "/a-series/an-event/", "/behind/", f"/{canary('draft')}/")
    urls += [f"{resolve}{path}" for path in paths]
    search = "/api/v1/search/"
    urls += [search, f"{search}?q={CANARY}", f"{search}?q=event", f"{search}?limit=100"]
    urls += [f"{search}?q={canary(place)}" for place in ("partner", "draft", "note1", "role")]
    urls += [f"{search}suggest/?q={CANARY[:5]}", f"{search}suggest/?q=a"]
    urls += [f"{search}?{name}=hidden&q=an" for name in ("series", "theme", "partner")]
    urls += [f"/api/v1/{name}" for name in ("sitemap.xml", "sitemap-1.xml", "llms.txt")]
    for resource in resources():
        if resource.kind == "site":
            continue
        plural = f"/api/v1/{resource.plural}/"
        urls += [plural, f"{plural}?limit=1", f"{plural}no-such-key/"]
        urls += [f"{plural}?ordering={name}" for name in resource.orderings]
        urls += [f"{plural}?ordering=-{name}" for name in resource.orderings]
        urls += [
            f"{plural}?fields=*",
            f"{plural}?as_of=2100-01-01&fields=*&limit=100",
            f"{plural}?as_of={PAST}&fields=*&limit=100",
            f"{plural}?limit=100&expand={','.join(resource.links)}",
        ]
        urls += [
            f"/api/v1/{resource.plural}.{list_format.suffix}{query}"
            for list_format in list_formats_of(resource.kind)
            for query in ("", "?limit=1", f"?q={CANARY}", f"?as_of={PAST}")
        ]
        for name in parameters_of(resource.kind):
            urls += [f"{plural}?{name}={value}" for value in islice(turns, values)]
        for name in countables(resource.kind):
            urls += [f"{plural}?group_by={name}&first=10", f"{plural}?facets={name}&limit=1"]
        groups = "series:behind,letter:x", f"event:HID3,title__contains:{CANARY}"
        urls += [f"{plural}?any={group}" for group in groups]
        urls += [f"{plural}?sample=9&seed={CANARY}", f"{plural}?profiles=card,hero&limit=100"]
        if "locale" in parameters_of(resource.kind):
            urls += [f"{plural}?locale=*", f"{plural}?locale=fr&fallback=true"]
        urls.append(f"/api/v1/changes/?kind={resource.kind}")
    for record in PublicRecord.objects.exclude(kind="site"):
        plural = registry[record.kind].plural
        document = f"/api/v1/{plural}/{record.key}/"
        urls += [document, f"{document}history/", f"{document}timemap/"]
        for record_format in (*FORMATS, *SHOWN_FORMATS):
            address = f"{document.rstrip('/')}.{record_format.suffix}"
            urls += [address, f"{address}?as_of={PAST}"]
        urls.append(f"/api/v1/oembed/?url=https://api.test{document}")
        urls.append(f"/api/v1/linkset/?path={document}")
        urls += [f"{document}?as_of=2000-01-01", f"{document}?as_of=2100-01-01&fields=*"]
        urls.append(f"{document}?as_of={PAST}")
        urls += [f"{document}history/{record.entry_id}/", f"{document}history/diff/?from=1&to=2"]
    return urls


def of_each_shape(urls: list[str], count: int) -> list[str]:
    """At most `count` of the addresses that differ only by kind, key or value, in a row.

    They are the last ones, so that what one kind alone has is asked as well.
    """
    from api.resources.base import resources

    plurals = {resource.plural for resource in resources()}

    def shape(url: str) -> tuple[str, ...]:
        address = urlsplit(url)
        path, _dot, suffix = address.path.removeprefix("/api/v1/").partition(".")
        steps = path.strip("/").split("/")
        if steps[0] in plurals:
            steps = ["a kind", *("a key" for _key in steps[1:2]), *steps[2:]]
        return (*steps, suffix, *(name for name, _value in parse_qsl(address.query)))

    of_shape = defaultdict(list)
    for url in urls:
        of_shape[shape(url)].append(url)
    return [url for alike in of_shape.values() for url in alike[-count:]]


def harvest() -> list[str]:
    """What harvesters ask for: each verb, each set, each record, hidden ones too.

    Each answer tells its time: it is none of those that are the same whenever they are asked for.
    """
    from archive.registry import registry

    oai = "/api/v1/oai/?verb="
    urls = [f"{oai}{verb}" for verb in ("Identify", "ListSets", "ListMetadataFormats")]
    for prefix in ("oai_dc", "oai_datacite"):
        listed = f"metadataPrefix={prefix}"
        urls += [f"{oai}List{name}&{listed}" for name in ("Records", "Identifiers")]
        urls += [
            f"{oai}ListRecords&{listed}&set={name}"
            for name in ("series:behind", f"theme:{canary('theme')}", "series", "year:2012")
        ]
        models = (resource.model for resource in registry)
        urls += [
            f"{oai}GetRecord&{listed}&identifier=oai:api.test:{uid}"
            for model in models
            for uid in model._default_manager.values_list("uid", flat=True)
        ]
    return urls


class PublicAnswer(NamedTuple):
    status_code: int
    headers: dict[str, str]
    content: bytes


@shared
def public_answers(archive) -> dict[str, PublicAnswer]:
    """What everybody is answered, by address. It is the longest part of each test that needs it."""
    responses = ((url, archive.get(url)) for url in [*addresses(), *harvest()])
    return {
        url: PublicAnswer(response.status_code, dict(response.headers), response.content)
        for url, response in responses
    }


def test_no_public_byte_holds_a_hidden_word(public_answers):
    assert len(public_answers) > 150
    leaks = [
        (url, word)
        for url, response in public_answers.items()
        for word in [CANARY.encode()]
        if word in _bytes(response) and CANARY not in url
    ]
    assert leaks == []
    assert [url for url, response in public_answers.items() if response.status_code >= 500] == []


def test_no_event_of_the_stream_holds_a_hidden_word(archive, monkeypatch):
    monkeypatch.setattr("api.changes.stream.LONGEST_STREAM", 0.0)
    received = b"".join(archive.get("/api/v1/changes/stream/?since=0"))
    assert received.count(b"data: ") == PublicRecord.objects.count() > 10
    assert CANARY.encode() not in received


def test_the_canaries_are_there_for_an_editor_to_see(archive):
    """The test above could not fail if the hidden words were nowhere."""
    from cms.models import EventPage, Partner, Trashed

    assert Partner.objects.filter(name__contains=CANARY).exists()
    assert Trashed.objects.filter(name__contains=CANARY).count() == 4
    assert EventPage.objects.get(code="AB1").internal_notes == canary("note6")
    assert "A ministry" in archive.get("/api/v1/events/AB1/").content.decode()


def test_the_past_holds_hidden_words_for_the_present_to_withhold(archive):
    log = Entry.objects.filter(action="publish", recorded_at__lte=f"{PAST}T23:59:59Z")
    withheld = [entry.key for entry in log if canary("once").encode() in entry.content]
    assert "AB1" in withheld
    assert archive.get(f"/api/v1/events/AB1.md?as_of={PAST}").status_code == 410
    assert archive.get(f"/api/v1/events/AB3.md?as_of={PAST}").status_code == 200


def test_hidden_and_unknown_keys_give_one_answer(archive):
    unknown, hidden = (
        _comparable(archive.get(f"/api/v1/events/{key}/")) for key in ("HID9", "HID3")
    )
    assert hidden == unknown


def test_filtering_by_a_hidden_key_is_as_filtering_by_an_unknown_one(archive):
    unknown, hidden = (
        _comparable(archive.get(f"/api/v1/events/?partner={key}"))
        for key in ("ycanarypartner", "xcanarypartner")
    )
    assert hidden == unknown


def _bytes(response) -> bytes:
    return response.content + repr(sorted(response.headers.items())).encode()


def _comparable(response) -> tuple:
    """Status, headers and body, but for what names the request itself."""
    body = re.sub(rb"<responseDate>[^<]*", b"", response.content)
    if response.headers["Content-Type"] == "application/problem+json":
        problem = orjson.loads(body)
        text = orjson.dumps(
            {k: v for k, v in problem.items() if k not in ("request_id", "instance")}
        )
        body = text.replace(b"xcanary", b"").replace(b"ycanary", b"").replace(b"HID3", b"HID9")
    # Last-Modified is left out until a second has passed.
    passing = ("X-Request-ID", "Content-Length", "Last-Modified")
    headers = {k: v for k, v in response.headers.items() if k not in passing}
    return response.status_code, headers, body


def test_every_word_of_settings_keeps_the_wagtail_api_out():
    assert not [app for app in settings.INSTALLED_APPS if app.startswith("wagtail.api")]
