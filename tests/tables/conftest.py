"""An archive in which every column of every kind has a value."""

import json

from archive.publisher.after_commit import catch_up
from cms.models import (
    Affiliation,
    Appearance,
    CallToAction,
    DefaultPartner,
    EventDocument,
    EventQuote,
    EventReference,
    EventSource,
    EventTheme,
    PartnerName,
    Partnership,
    PartnerSource,
    ProgrammeItem,
    RelatedEvent,
    SeriesAlias,
    SeriesTheme,
)
from tests import factories as make
from tests.cms.admin.conftest import editor, moderator  # noqa: F401
from tests.shared import shared


@shared
def archive():
    """The records by name, all of them published."""
    image = make.make_image(title="Opening", credit="Jane", licence="CC BY 4.0")
    document = make.make_document(title="Report", summary="What was said", language="en")
    theme = make.make_theme(label="Peace")
    narrower = make.make_theme(
        label="Justice", broader=theme, alternative_labels="Law\nCourts", same_as="https://a.test/"
    )
    parent = make.make_partner(name="A state", country="FI", internal_notes="Old friends")
    partner = make.make_partner(
        name="A ministry", acronym="MFA", partner_kind="ministry", country="FI", parent=parent,
        logo=image, website="https://um.test/", ror="01ej9dk98", wikidata="Q42",
    )  # fmt: skip
    PartnerName.objects.create(partner=partner, name="Ein | Amt \\ zwei", language="de", year_to=9)
    PartnerSource.objects.create(
        record=partner, url="https://b.test/", document=document, retrieved="2020-02-03",
        title="Page", speaks_for="name\ncountry", quotations="One | two\nthree", sha256="ab" * 32,
    )  # fmt: skip
    person = make.make_person(
        name="Jane Doe", given_name="Jane", family_name="Doe", honorific="Dr", portrait=image,
        orcid="0000-0002-1825-0097", seo_title="Jane",
    )  # fmt: skip
    Affiliation.objects.create(person=person, partner=partner, role="Head", year_from=2001)
    Affiliation.objects.create(person=person, organisation_stated="A bank")
    venue = make.make_venue(
        name="Hall", address="Square 1\nNorth", locality="Helsinki", country="FI",
        latitude="60.169857", longitude="-24.9", time_zone="Europe/Helsinki",
    )  # fmt: skip
    reference = make.make_reference(
        name="Declaration", reference_kind="declaration", issuer="UN", start="1948-12-10",
        end="1948-12-12", precision="day", extended_date="{1948-12-10,1948-12-12}",
        dates_stated="10 December 1948", symbol="A/RES/217(III)",
        session_number=3, body_name="Assembly", facts_stated="Adopted", url="https://un.test/",
    )  # fmt: skip
    series = make.make_series(
        title="Rights", slug="rights", summary="Yearly", cadence_stated="annual",
        organiser=partner, image=image,
    )  # fmt: skip
    SeriesAlias.objects.create(series=series, name="Old name", year_from=1990, year_to=1999)
    SeriesTheme.objects.create(series=series, theme=theme)
    DefaultPartner.objects.create(series=series, partner=partner, year_from=1990)
    other = make.make_event(series=series, title="The one before", ordinal=1, slug="before")
    event = make.make_event(
        series=series, title="An event", title_stated="An event (AB2)", code="AB2", ordinal=2,
        ordinal_basis="stated", ordinal_stated="2nd", kind_stated="event\nmeeting",
        start="2012-01-15", precision="month", dates_stated="January 2012", phase="held",
        access="public", access_stated="open", attribution_rule="on-the-record",
        attribution_stated="on record", audience_stated="all", mode="hybrid", venue=venue,
        time_zone="Europe/Paris", place_stated="the hall", organiser=partner, image=image,
        summary="Two sentences.", search_description="Of it", internal_notes="Ask Ben",
    )  # fmt: skip
    quote = make.make_quote(
        text="Words that matter", speaker=person, role_then="Head", occasion_event=event,
        occasion_reference=reference, occasion_stated="there", verification="checked",
        attribution_stated="Dr Doe", language="fr",
        start="2012-01-01", precision="year", extended_date="2012~",
    )  # fmt: skip
    Partnership.objects.create(event=event, partner=parent, role="sponsor", role_stated="by | with")
    Appearance.objects.create(
        event=event, person=person, capacity="chair", role_then="Head", may_be_named=True
    )
    ProgrammeItem.objects.create(
        event=event, title="Opening", item_kind="plenary", start="2012-01-15T09:30:00Z",
        end="2012-01-15T10:30:00Z", summary="First\nsecond", questions="Why?\nHow?",
        people=json.dumps([{"type": "moderator", "value": person.pk}]),
        documents=json.dumps([{"type": "document", "value": document.pk}]),
    )  # fmt: skip
    EventTheme.objects.create(event=event, theme=narrower, sort_order=0)
    EventTheme.objects.create(event=event, theme=theme, sort_order=1)
    EventReference.objects.create(event=event, reference=reference)
    EventQuote.objects.create(event=event, quote=quote)
    EventDocument.objects.create(event=event, document=document)
    RelatedEvent.objects.create(event=event, related=other)
    CallToAction.objects.create(event=event, label="Sign up", action_kind="registration")
    EventSource.objects.create(record=event, title="The page")
    event.body = json.dumps(_body(quote, reference, image, document, other))
    for record in (theme, narrower, parent, partner, person, venue, reference, series, other):
        make.publish(record)
    make.publish(event)
    make.publish(quote)
    catch_up()  # once for all tests that use it
    return {"event": event, "partner": partner, "series": series, "person": person}


def _body(quote, reference, image, document, other) -> list[dict]:
    link = f'<a linktype="page" id="{other.pk}">it</a>'
    file = f'<a id="{document.pk}" linktype="document">file</a>'
    picture = {"image": image.pk, "decorative": False, "alt_text": "A hall"}
    return [
        {"type": "heading", "value": {"text": "Context", "level": "2"}},
        {"type": "paragraph", "value": f"<p>See {link}, {file} &amp; more</p>"},
        {"type": "list", "value": {"ordered": True, "items": ["<p>One</p>", "<p>Two</p>"]}},
        {"type": "key_questions", "value": {"title": "", "questions": ["Who?"]}},
        {"type": "quote", "value": quote.pk},
        {"type": "reference", "value": reference.pk},
        {"type": "image", "value": {"image": picture, "caption": ""}},
        {"type": "document", "value": {"document": document.pk, "caption": "It"}},
        {"type": "programme", "value": None},
    ]
