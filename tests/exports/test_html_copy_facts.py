"""No fact is lost on the way from a document to its page, whatever its kind."""

from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from selectolax.lexbor import LexborHTMLParser

from archive.models import PublicRecord
from archive.publisher.after_commit import catch_up
from cms.models import Affiliation, PartnerName, SeriesAlias
from exports.copy.paths import page_of
from frontend.rendering import dates
from frontend.rendering.words import Words, language_name
from tests import factories as make
from tests.api.test_blocks import WORDS
from tests.api.test_event_document import full  # noqa: F401  a fixture
from tests.exports.copying import broken_links, words_of, write_copy

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]

# What finds or orders a record, what a machine reads, and what is shown in other words.
NOT_WORDS = {
    "id", "type", "key", "url", "html_url", "slug", "locale", "edtf", "precision", "start", "end",
    "qualifier", "open", "days",
    "profiles", "src", "srcset", "focal_point", "published_at", "first_published_at",
    "seo_title", "search_description", "ordinal_basis", "anchor", "editions", "span",
}  # fmt: skip
ENGLISH = Words("en")
# A link is shown by its title; what else it carries stands on the page that it leads to.
OF_LINKS = {"key", "kind", "media_type", "sha256", "logo", "time_zone", "verification"}


@pytest.fixture
def copy(full, tmp_path):  # noqa: F811
    """A copy in which every kind has a record of which everything is stated."""
    event, partner, person = full["event"], full["partner"], full["person"]
    body = [{"type": name, "value": value} for name, value, _shown in WORDS]
    image = make.make_image(title="A hall", credit="Its maker", licence="CC0", alt_text="Seats")
    body += [
        {"type": "image", "value": {
            "image": {"image": image.pk, "decorative": False, "alt_text": "Rows of seats"},
            "caption": "Before it began",
        }},
        {"type": "document", "value": {"document": full["file"].pk, "caption": "What was said"}},
        {"type": "quote", "value": full["quote"].pk},
        {"type": "reference", "value": full["reference"].pk},
        {"type": "programme", "value": {}},
    ]  # fmt: skip
    event.body, event.image = orjson.dumps(body).decode(), image
    make.publish(event)
    for name, value in {
        "acronym": "AM",
        "website": "https://ministry.test/",
        "logo": image,
        "summary": "Of the state.",
        "ror": "05dxps055",
        "wikidata": "Q42",
    }.items():
        setattr(partner, name, value)
    PartnerName.objects.create(partner=partner, name="Ein Amt", language="de", year_from=1999)
    partner.save()
    for name, value in {
        "honorific": "Dr",
        "given_name": "Ada",
        "family_name": "Test",
        "summary": "A chair.",
        "portrait": image,
        "wikidata": "Q7259",
    }.items():
        setattr(person, name, value)
    Affiliation.objects.create(person=person, partner=partner, role="Adviser", year_to=2010)
    person.save()
    SeriesAlias.objects.create(series=full["series"], name="Older words", year_from=2001)
    full["series"].cadence_stated = "every spring"
    make.publish(full["series"])
    full["venue"].address, full["venue"].latitude = "1 Long Street", "46.2"
    full["venue"].longitude = "6.1"
    full["venue"].save()
    make.make_theme(label="Dignity", broader=full["theme"], alternative_labels="Worth\nHonour")
    catch_up()
    return write_copy(tmp_path)


def facts(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """`(field, text)` of every fact of a document, as a reader sees it."""
    if isinstance(value, dict):
        is_link = bool(name) and "url" in value  # a file is one, too
        left_out = NOT_WORDS | (OF_LINKS if is_link else set())
        for key, item in value.items():
            if key not in left_out and not (key == "role" and item == value.get("role_stated")):
                yield from facts(item, key)
    elif isinstance(value, list):
        for item in value:
            yield from facts(item, name)
    elif isinstance(value, str) and value:
        text = LexborHTMLParser(value).text(separator=" ") if "<" in value else value
        yield name, " ".join(text.split())


def seen(name: str, text: str) -> set[str]:
    """The forms in which a page may show a fact."""
    forms = {text, ENGLISH.label(text) or text, ENGLISH.country(text) or text}
    if name in ("retrieved", "from", "to"):
        forms.add(dates.day(ENGLISH, text))
    if name in ("start", "end"):
        forms.add(dates.time(ENGLISH, text))
    if name == "language":
        forms.add(language_name(text))
    return forms


def test_every_fact_of_every_document_is_on_its_page(copy):
    lost, kinds = [], set()
    for record in PublicRecord.objects.filter(live=True).select_related("entry"):
        document = orjson.loads(record.entry.content)
        kinds.add(document["type"])
        page = copy / page_of(document)
        source = page.read_text()
        text = words_of(page).lower()
        lost += [
            (page.name, name, fact)
            for name, fact in facts(document)
            if not any(form.lower() in text or form in source for form in seen(name, fact))
        ]
    assert not lost, "\n".join(map(str, lost))
    live = set(PublicRecord.objects.filter(live=True).values_list("kind", flat=True))
    assert kinds == live
    assert len(kinds) == 11
    assert broken_links(copy) == []


def test_what_leads_to_a_record_stands_on_its_page_with_its_role(copy):
    partner = words_of(copy / "partners" / "a-ministry.html")
    assert "Events that name it The 7th AB7 · No. 7 · 26–28 January 2012 Host" in partner
    assert "Organiser" in partner
    person = words_of(copy / "people" / "ada-test.html")
    assert "Quotes that name it Exactly so" in person
    assert "Chair" in person
    assert "Themes that name it Dignity" in words_of(copy / "themes" / "rights.html")


def test_files_and_pictures_open_from_disk(copy):
    page = LexborHTMLParser((copy / "events" / "AB7.html").read_text())
    [picture] = {node.attributes["alt"] for node in page.css("img")} - {"Seats", "", None}
    assert picture == "Rows of seats"
    [address] = {
        node.attributes["href"] for node in page.css("a") if node.text() == "Open the file"
    }
    assert (copy / "events" / address).resolve().read_bytes() == b"Words"
