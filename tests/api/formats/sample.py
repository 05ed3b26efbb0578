"""One edition with something in every place that an editor can write to."""

import copy
from typing import Any

import orjson

from archive.models import PublicRecord
from archive.publisher.after_commit import catch_up
from cms.models import (
    Appearance,
    EventQuote,
    EventReference,
    EventTheme,
    Partnership,
    ProgrammeItem,
)
from tests import factories

SITE = "The archive"


def sample() -> dict[str, Any]:
    """The document of an edition that is published now."""
    event = factories.make_event(
        series=factories.make_series(),
        code="AB1",
        ordinal=8,
        ordinal_basis="stated",
        start="2012-01-26",
        end="2012-01-28",
        precision="day",
        summary="A summary",
        place_stated="A place",
        title_stated="A title",
        access_stated="by invitation",
        audience_stated="an audience",
        dates_stated="26–28 January 2012",
        organiser=factories.make_partner(),
        mode="hybrid",
        phase="held",
        body=orjson.dumps([{"type": "paragraph", "value": "<p>Words</p>"}]).decode(),
    )
    speaker = factories.make_person()
    for role in ("partner", "sponsor", "funder", "host"):
        Partnership.objects.create(
            event=event, partner=factories.make_partner(country="FI"), role=role, role_stated="with"
        )
    quote = factories.make_quote(speaker=speaker, role_then="An office")
    EventQuote.objects.create(event=event, quote=quote)
    EventTheme.objects.create(event=event, theme=factories.make_theme())
    for kind in ("declaration", "session", "report", "law"):
        made = factories.make_reference(reference_kind=kind, issuer="An issuer", symbol="A/1")
        EventReference.objects.create(event=event, reference=made)
    ProgrammeItem.objects.create(
        event=event, title="A session", start="2012-01-26T09:00:00Z", summary="Of the session"
    )
    for capacity in ("speaker", "chair", "participant"):
        Appearance.objects.create(
            event=event, person=speaker, capacity=capacity, may_be_named=True, role_then="Then"
        )
    factories.publish(event)
    catch_up()
    return orjson.loads(PublicRecord.objects.get(uid=event.uid).entry.content)


def saying(document: dict[str, Any], text: str) -> dict[str, Any]:
    """`document` with `text` wherever somebody may have typed something."""
    filled = copy.deepcopy(document)
    for name in ("title", "title_stated", "summary", "place_stated", "access_stated",
                 "audience_stated", "ordinal_stated"):  # fmt: skip
        filled[name] = text
    filled["dates"]["stated"] = text
    filled["kind_stated"] = [text]
    for link in (filled["series"], filled["organiser"], *filled["themes"], *filled["references"]):
        link["title"] = text
    for partnership in filled["partners"]:
        partnership["role_stated"] = partnership["partner"]["title"] = text
    for quote in filled["quotes"]:
        quote["text"] = quote["speaker"]["title"] = quote["role_then"] = text
    for session in filled["programme"]:
        session["title"] = session["summary"] = text
        session["questions"] = [text]
    for source in filled["sources"]:
        source["title"] = text
    return filled
