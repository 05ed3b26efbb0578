"""The demo archive with many more editions, none of which is like another.

They have forty series, a thousand partners, people, venues and themes, and quotes. A tenth is
translated into French.
"""

import random
import uuid
from collections.abc import Iterator
from typing import Any

from django.core.management import call_command
from large_archive import WORDS, append, document_of
from settled import settle

from archive.publisher.after_commit import catch_up
from archive.publisher.facet_counts import count_all
from archive.registry import Document
from cms.vocabularies import Access, Capacity, EventKind, PartnerKind, PartnerRole
from tests.factories import (
    make_event,
    make_partner,
    make_person,
    make_quote,
    make_series,
    make_theme,
    make_venue,
)

COUNTRIES = [
    "CH",
    "FI",
    "NO",
    "SE",
    "DE",
    "FR",
    "GB",
    "US",
    "KE",
    "ZA",
    "BR",
    "AR",
    "JP",
    "IN",
    "ID",
    "AU",
]
TOWNS = ["Geneva", "Helsinki", "Oslo", "Nairobi", "Paris", "London", "Lima", "Kyoto"]
KINDS = ["series", "partner", "person", "theme", "venue", "quote"]
SERIES, PARTNERS, PEOPLE, THEMES, VENUES, QUOTES = 40, 1_000, 5_000, 200, 500, 5
# Words as rare as those of a language are: the first of them stands in each tenth text.
VOCABULARY = [*WORDS, *(f"{first}{second}" for first in WORDS for second in WORDS)]


def fill(count: int) -> None:
    """`count` varied editions, and a quote for each fifth of them."""
    call_command("migrate", verbosity=0)
    call_command("demo", "--no-users", verbosity=0)
    archive = VariedArchive(count)
    for kind in KINDS:
        append(kind, archive.others[kind])
    append("event", archive.events())
    count_all()
    settle()


class VariedArchive:
    def __init__(self, count: int) -> None:
        self.count = count
        self.random = random.Random(15)
        self.models = models()
        self.others: dict[str, list[Document]] = {
            "series": [self.copy("series", number) for number in range(SERIES)],
            "theme": [self.copy("theme", number) for number in range(THEMES)],
            "partner": [
                self.copy("partner", number)
                | {"country": self.one(COUNTRIES), "kind": self.one([*PartnerKind]).value}
                for number in range(PARTNERS)
            ],
            "venue": [
                self.copy("venue", number)
                | {"country": self.one(COUNTRIES), "locality": self.one(TOWNS)}
                for number in range(VENUES)
            ],
        }
        self.others["person"] = [
            self.copy("person", number) | {"affiliations": [self.affiliation()]}
            for number in range(PEOPLE)
        ]
        self.others["quote"] = [
            self.copy("quote", number)
            | {
                "text": self.text(20),
                "speaker": self.link("person"),
                "language": self.one(["en", "fr"]),
            }
            for number in range(count // QUOTES)
        ]

    def events(self) -> Iterator[Document]:
        for number in range(self.count):
            event = self.event(number)
            if number % 10:
                yield event
                continue
            translation = event | {
                "id": str(uuid.uuid4()), "locale": "fr", "key": f"F{number}",
                "html_url": f"{event['html_url'][:-1]}-fr/", "alternates": [in_locale(event)],
            }  # fmt: skip
            yield event | {"alternates": [in_locale(translation)]}
            yield translation

    def affiliation(self) -> Document:
        [model] = self.models["person"]["affiliations"]
        return model | {"partner": self.link("partner")}

    def event(self, number: int) -> Document:
        model = self.models["event"]
        start = f"{self.random.randint(1960, 2027)}-{self.random.randint(1, 12):02}-11"
        partners = [
            {"role": self.one([*PartnerRole]).value, "role_stated": None, "partner": partner}
            for partner in self.links("partner", 4, "country", "kind", "logo")
        ]
        people = [
            model["people"][0] | {"person": person, "capacity": self.one([*Capacity]).value}
            for person in self.links("person", 4, "portrait")
        ]
        text = self.text(40)
        venue = self.link("venue")
        return self.copy("event", number) | {
            "code": f"V{number}", "ordinal": number + 1, "series": self.link("series"),
            "kind": self.one([*EventKind]).value, "access": self.one([*Access]).value,
            "phase": self.one(["held", "planned", "cancelled"]),
            "dates": model["dates"] | {"start": start, "edtf": start},
            "venue": model["venue"] | venue | {"country": self.known(venue, "venue")["country"]},
            "organiser": self.link("partner"), "partners": partners, "people": people,
            "themes": self.links("theme", 3), "summary": f"The conference on {text}",
            "quotes": [model["quotes"][0] | self.link("quote")] if number % 3 else [],
        }  # fmt: skip

    def copy(self, kind: str, number: int) -> Document:
        model = self.models[kind]
        title = f"{self.text(3)} {number}".capitalize()
        key = f"{kind[0]}{number}" if kind != "event" else f"V{number}"
        address = {name: f"{model[name].rsplit('/', 2)[0]}/{key}/" for name in ("url", "html_url")}
        return model | address | {
            "id": str(uuid.UUID(int=self.random.getrandbits(128), version=4)),
            "key": key, "slug": key.lower(), "title": title,
        }  # fmt: skip

    def links(self, kind: str, most: int, *names: str) -> list[Document]:
        records = self.random.sample(self.others[kind], self.random.randint(1, most))
        return [link_to(record, *names) for record in records]

    def link(self, kind: str) -> Document:
        return link_to(self.one(self.others[kind]))

    def known(self, link: Document, kind: str) -> Document:
        return self.others[kind][int(link["key"][1:])]

    def one(self, values: list[Any]) -> Any:
        """One of them, the first ones more often."""
        return values[int(len(values) * self.random.random() ** 2)]

    def text(self, words: int) -> str:
        return " ".join(self.one(VOCABULARY) for _ in range(words))


def link_to(record: Document, *names: str) -> Document:
    names = ("id", "type", "key", "url", "html_url", "title", *names)
    return {name: record[name] for name in names}


def in_locale(event: Document) -> Document:
    return {name: event[name] for name in ("locale", "key", "url", "html_url")}


def models() -> dict[str, Document]:
    """A document of each kind, made as editors make it."""
    series = make_series(title="A model series", slug="model")
    partner, person = make_partner(name="Model partner"), make_person(name="Model person")
    person.affiliations.create(partner=partner)
    person.save()
    theme, venue = make_theme(label="Model theme"), make_venue(name="Model venue")
    quote = make_quote(text="Model quote", slug="model-quote")
    event = make_event(
        series=series, venue=venue, organiser=partner, code="MODEL", ordinal=1, start="2012-01-01",
        precision="day",
    )  # fmt: skip
    event.appearances.create(person=person, may_be_named=True, capacity=Capacity.SPEAKER)
    event.event_quotes.create(quote=quote)
    event.event_themes.create(theme=theme)
    event.save_revision().publish()
    catch_up()
    records = {
        "event": event, "series": series, "partner": partner, "person": person, "theme": theme,
        "venue": venue, "quote": quote,
    }  # fmt: skip
    return {
        kind: document_of(kind, getattr(record, "code", "") or record.slug)
        for kind, record in records.items()
    }
