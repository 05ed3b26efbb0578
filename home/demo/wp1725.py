"""The 15th edition, as its public page states it.

The page states no date, place, programme, people at the event, contact or document, and no address
for the newsletter. So this record has none.
"""

import json

from cms.models import (
    CallToAction,
    EventPage,
    EventQuote,
    EventReference,
    EventTheme,
    Partnership,
    SeriesPage,
    Theme,
)
from cms.vocabularies import (
    Access,
    AttributionRule,
    CallToActionKind,
    EventKind,
    OrdinalBasis,
    PartnerRole,
    Phase,
)
from home.demo import pages
from home.demo.builder import Builder, ordered
from home.demo.identity import block
from home.demo.partners import Partners
from home.demo.quotes import Quotes
from home.demo.references import References

KIND_STATED = ("roundtable", "event", "expert roundtable", "conference", "meeting")
ROLE_STATED = "being developed in partnership with"
SUMMARY = (
    "The 15th edition, now being developed, is about the nexus of human rights with peace and "
    "security. It looks for practical ways to bring human rights into the security framework."
)
INTRODUCTION = (
    "<p>Human rights on one side, peace and security on the other: these are two pillars of the "
    "United Nations, and their nexus is the subject of this edition. The emphasis is on conflict "
    "prevention.</p>"
)
TWO_PILLARS = (
    "<p>With these words the Secretary-General ties both pillars together. The edition takes up "
    "that tie as policy-makers and practitioners see it.</p>"
)
TWO_CALLS = (
    "<p>It builds on two calls. One is the 13th June Appeal of the Government of Switzerland, "
    "which 71 states have supported: the Human Rights Council should have a more prominent role in "
    "conflict prevention, at every stage of the prevention continuum. The other is recent and "
    "unnamed; it asks Member States to enhance exchanges between the Council and the rest of the "
    "UN system.</p>"
)
RESILIENCE = (
    "<p>A further thread is resilience. Talk of security now takes in more of human life than "
    "before, and resilience may be where human rights find a firm place in it.</p>"
)


def make_wp1725(
    builder: Builder,
    series: SeriesPage,
    partners: Partners,
    *,
    themes: list[Theme],
    references: References,
    quotes: Quotes,
) -> EventPage:
    return builder.page(
        EventPage,
        series,
        "wp1725",
        pages.WP1725,
        title="Human Rights, Peace and Security",
        title_stated="Human Rights, Peace and Security (WP1725)",
        code="WP1725",
        ordinal=15,
        ordinal_basis=OrdinalBasis.STATED,
        ordinal_stated="15th conference",
        event_kind=EventKind.ROUNDTABLE,
        kind_stated="\n".join(KIND_STATED),
        access=Access.INVITATION_ONLY,
        access_stated="invitation only",
        attribution_rule=AttributionRule.OFF_THE_RECORD,
        attribution_stated="off the record",
        audience_stated="policy-makers and practitioners",
        phase=Phase.PLANNED,
        organiser=partners.wilton_park,
        partnerships=ordered(
            Partnership,
            "partner",
            [partners.swiss_department, partners.finnish_ministry],
            role=PartnerRole.PARTNER,
            role_stated=ROLE_STATED,
        ),
        summary=SUMMARY,
        body=json.dumps(body(quotes, references)),
        event_themes=ordered(EventTheme, "theme", themes),
        event_references=ordered(EventReference, "reference", references.in_order()),
        event_quotes=ordered(EventQuote, "quote", quotes.in_order()),
        calls_to_action=[
            CallToAction(label="Sign up to the newsletter", action_kind=CallToActionKind.NEWSLETTER)
        ],
    )


def body(quotes: Quotes, references: References) -> list[dict[str, object]]:
    """The archive's own text around the two quotations."""
    heading = {"text": "Context and key policy issues", "level": "2"}
    return [
        block("wp1725/introduction", "paragraph", INTRODUCTION),
        block("wp1725/partners", "partners", None),
        block("wp1725/context", "heading", heading),
        block("wp1725/guterres", "quote", quotes.guterres.pk),
        block("wp1725/two-pillars", "paragraph", TWO_PILLARS),
        block("wp1725/two-calls", "paragraph", TWO_CALLS),
        block("wp1725/appeal", "reference", references.appeal.pk),
        block("wp1725/resilience", "paragraph", RESILIENCE),
        block("wp1725/bachelet", "quote", quotes.bachelet.pk),
    ]
