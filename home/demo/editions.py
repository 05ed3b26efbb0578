"""The series, and the editions before the 15th that a public page describes.

No record was found of the 10th, the 13th and the 14th. They are gaps. The number of the 12th is
inferred: it took place one year and one meeting after the 11th.
"""

import json
from typing import Any

from wagtail.models import Page

from cms.models import (
    CustomImage,
    EventPage,
    EventTheme,
    Partner,
    Partnership,
    SeriesAlias,
    SeriesPage,
    SeriesTheme,
    Theme,
)
from cms.vocabularies import EventKind, OrdinalBasis, PartnerRole, Precision
from home.demo import pages
from home.demo.builder import Builder, ordered
from home.demo.identity import block
from home.demo.partners import Partners

SUMMARY = (
    "A yearly meeting on human rights, organised by Wilton Park. Subject and partners change from "
    "edition to edition."
)
BODY = [
    block("series/heading", "heading", {"text": "What public pages tell", "level": "2"}),
    block(
        "series/beginning",
        "paragraph",
        "<p>A page of 2011 counts these meetings from 2005 on and names the Norwegian and Swiss "
        "governments as sponsors. Other partners came later, so partners stand with each "
        "edition.</p>",
    ),
    block(
        "series/words",
        "paragraph",
        "<p>An edition is called conference, meeting, roundtable, iteration or event, depending on "
        "the page. Each one here keeps the words of its own source, and the pages it is known "
        "from.</p>",
    ),
]
ALIASES = ("Annual series of human rights roundtables", "Wilton Park human rights meetings")


def make_series(
    builder: Builder, home: Page, partners: Partners, theme: Theme, picture: CustomImage
) -> SeriesPage:
    return builder.page(
        SeriesPage,
        home,
        "human-rights",
        pages.WP1725,
        pages.CHALLENGES_REMAINING,
        title="Annual human rights series",
        summary=SUMMARY,
        body=json.dumps(BODY),
        cadence_stated="annual",
        organiser=partners.wilton_park,
        image=picture,
        series_aliases=[SeriesAlias(sort_order=n, name=name) for n, name in enumerate(ALIASES)],
        series_themes=ordered(SeriesTheme, "theme", [theme]),
    )


def make_earlier_editions(
    builder: Builder, series: SeriesPage, partners: Partners, theme: Theme
) -> None:
    def edition(slug: str, *stated_by: pages.StatedBy, **fields: Any) -> None:
        # A public page calls all editions of the series "meeting".
        builder.page(
            EventPage,
            series,
            slug,
            *stated_by,
            event_kind=EventKind.MEETING,
            precision=Precision.DAY,
            organiser=partners.wilton_park,
            event_themes=ordered(EventTheme, "theme", [theme]),
            **fields,
        )

    edition(
        "wp1154",
        pages.CHALLENGES_REMAINING.on("code", "dates", "partners"),
        pages.HUMAN_RIGHTS_DAY.on("ordinal"),
        title="Peaceful protest: a cornerstone of democracy. How to address the challenges?",
        code="WP1154",
        ordinal=8,
        ordinal_basis=OrdinalBasis.STATED,
        start="2012-01-26",
        end="2012-01-28",
        dates_stated="26–28 January 2012",
        partnerships=sponsors(partners.norway, partners.switzerland),
    )
    edition(
        "integrating-transitional-justice-security-and-development",
        pages.HUMAN_RIGHTS_DAY,
        title="Integrating transitional justice, security and development",
        ordinal=9,
        ordinal_basis=OrdinalBasis.STATED,
        start="2013-01-17",
        end="2013-01-19",
        dates_stated="17–19 January 2013",
    )
    edition(
        "wp1442",
        pages.WP1442.on("title", "code"),
        pages.PROTECTING.on("dates"),
        pages.THEME.on("ordinal", "partners"),
        title="Protecting the rights of ethnic and religious minorities: addressing contemporary "
        "global challenges",
        code="WP1442",
        ordinal=11,
        ordinal_basis=OrdinalBasis.STATED,
        ordinal_stated="11th iteration",
        kind_stated="iteration",
        start="2016-01-13",
        end="2016-01-15",
        dates_stated="13–15 January 2016",
        partnerships=sponsors(partners.switzerland, partners.norway),
    )
    edition(
        "wp1515",
        pages.WP1515.on("title", "code", "dates"),
        pages.BUILDING_CONSENSUS.on("series"),
        title="The future of human rights in a multi-polar world: exploring opportunities for "
        "further engagement",
        code="WP1515",
        ordinal=12,
        ordinal_basis=OrdinalBasis.INFERRED,
        start="2017-01-11",
        end="2017-01-13",
        dates_stated="11–13 January 2017",
    )


def sponsors(*partners: Partner) -> list[Partnership]:
    return ordered(Partnership, "partner", partners, role=PartnerRole.SPONSOR)
