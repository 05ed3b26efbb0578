"""Every block of a body as JSON, and what a batch of bodies costs."""

from typing import Any

import orjson
import pytest
from wagtail.models import Collection, CollectionViewRestriction

from cms.blocks import BodyBlock
from cms.models import EventPage
from tests import factories as make
from tests.api.rendering import NO_DATES, document, link, queries_of_rendering, renderings

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


def event_with(*blocks: tuple[str, Any]) -> EventPage:
    body = [{"type": name, "value": value} for name, value in blocks]
    return make.make_event(body=orjson.dumps(body).decode())


def shown(name: str, value: Any) -> Any:
    """The value of the one block of a body; None when the body shows nothing."""
    body = document(event_with((name, value)))["body"]
    assert [block["type"] for block in body] in ([name], [])
    return body[0]["value"] if body else None


WORDS = [
    (
        "heading",
        {"text": "Context", "level": "3"},
        {"text": "Context", "level": 3, "anchor": "context"},
    ),
    ("paragraph", "<p>Some <b>words</b></p>", "<p>Some <b>words</b></p>"),
    (
        "list",
        {"ordered": True, "items": ["<p>One</p>", "<p>Two</p>"]},
        {"ordered": True, "items": ["<p>One</p>", "<p>Two</p>"]},
    ),
    (
        "key_questions",
        {"title": "", "questions": ["Who?", "Why?"]},
        {"title": None, "questions": ["Who?", "Why?"]},
    ),
    (
        "table",
        {
            "caption": "Numbers",
            "columns": [
                {"type": "text", "heading": "Name"},
                {"type": "number", "heading": ""},
                {"type": "rich_text", "heading": "Note"},
            ],
            "rows": [
                {"values": ["One", 1.5, "<p>a<script>b</script></p>"]},
                {"values": ["", None, ""]},
            ],
        },
        {
            "caption": "Numbers",
            "columns": [
                {"heading": "Name", "type": "text"},
                {"heading": None, "type": "number"},
                {"heading": "Note", "type": "rich_text"},
            ],
            "rows": [["One", "1.5", "<p>a</p>"], ["", None, ""]],
        },
    ),
    (
        "embed",
        {"url": "https://film.test/1", "title": "A film", "caption": ""},
        {"url": "https://film.test/1", "title": "A film", "caption": None},
    ),
    (
        "call_to_action",
        {"label": "Sign up", "kind": "newsletter", "url": ""},
        {"label": "Sign up", "kind": "newsletter", "url": None},
    ),
    ("programme", None, {}),
    ("partners", None, {}),
]


@pytest.mark.parametrize(
    ("name", "value", "expected"), WORDS, ids=[example[0] for example in WORDS]
)
def test_a_block_of_words(name, value, expected):
    assert shown(name, value) == expected


def test_a_quote_is_the_same_object_as_in_the_quotes_of_an_event():
    person = make.make_person()
    quote = make.make_quote(text="Exactly so", speaker=person)
    assert shown("quote", quote.pk) == {
        **link(quote),
        "text": "Exactly so",
        "language": "en",
        "speaker": link(person),
        "speaker_organisation": None,
        "attribution_stated": None,
        "role_then": None,
        "occasion_stated": None,
        "verification": "unchecked",
    }


def test_a_reference_comes_with_its_facts():
    reference = make.make_reference(facts_stated="Adopted.")
    assert shown("reference", reference.pk) == {
        **link(reference),
        "kind": "other",
        "issuer": None,
        "symbol": None,
        "body_name": None,
        "session_number": None,
        "facts_stated": "Adopted.",
        "dates": NO_DATES,
        "website": None,
    }


def picture(image, alt: str = "This place", *, decorative: bool = False) -> dict[str, Any]:
    chosen = {"image": image.pk, "alt_text": alt, "decorative": decorative}
    return {"image": chosen, "caption": ""}


def test_a_picture_has_the_alternative_text_of_its_place():
    image = make.make_image(alt_text="A field")
    value = shown("image", picture(image))
    assert value["caption"] is None
    assert value["image"].items() >= {**link(image), "alt": "This place"}.items()
    assert value["image"]["profiles"] != {}
    decorative = shown("image", picture(image, decorative=True))
    assert (decorative["image"]["alt"], decorative["image"]["decorative"]) == ("", True)


def test_a_picture_chosen_twice_keeps_the_words_of_each_place():
    image = make.make_image()
    event = event_with(("image", picture(image, "One")), ("image", picture(image, "Two")))
    assert [block["value"]["image"]["alt"] for block in document(event)["body"]] == ["One", "Two"]


def test_a_document_comes_with_its_file():
    file = make.make_document()
    value = shown("document", {"document": file.pk, "caption": "Read this"})
    assert value["caption"] == "Read this"
    assert value["document"].items() >= link(file).items()
    assert value["document"]["file"]["filename"] == file.filename


def test_every_block_of_the_palette_is_tested_here():
    chosen = {"quote", "reference", "image", "document"}
    assert {example[0] for example in WORDS} | chosen == set(BodyBlock().child_blocks)


def test_what_is_hidden_or_gone_shows_nothing():
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    image, file = make.make_image(collection=private), make.make_document(collection=private)
    quote, reference = make.make_quote(live=False), make.make_reference(live=False)
    event = event_with(
        ("quote", quote.pk),
        ("reference", reference.pk),
        ("image", picture(image)),
        ("document", {"document": file.pk, "caption": "xcanary"}),
        ("quote", 999_999),
        ("reference", 999_999),
        ("document", {"document": 999_999, "caption": "xcanary"}),
        ("heading", {"text": "What is left", "level": "2"}),
    )
    [rendering] = renderings(event)
    assert [block["type"] for block in rendering.document["body"]] == ["heading"]
    assert {quote.uid, reference.uid, image.uid, file.uid} <= rendering.dependencies
    assert b"xcanary" not in orjson.dumps(rendering.document)


def test_blocks_keep_their_order_and_their_ids():
    event = event_with(
        ("heading", {"text": "One", "level": "2"}),
        ("paragraph", "<p>Two</p>"),
        ("heading", {"text": "Three", "level": "2"}),
    )
    body = document(event)["body"]
    assert [block["type"] for block in body] == ["heading", "paragraph", "heading"]
    assert [block["value"] for block in body if block["type"] == "heading"] == [
        {"text": "One", "level": 2, "anchor": "one"},
        {"text": "Three", "level": 2, "anchor": "three"},
    ]
    stored = [block.id for block in EventPage.objects.get(pk=event.pk).body]
    assert [block["id"] for block in body] == stored
    assert None not in stored


def test_a_batch_of_bodies_costs_no_more_queries_than_one():
    series = make.make_series()
    link_to_it = f'<p><a linktype="page" id="{series.pk}">words</a></p>'
    batch = [
        event_with(
            ("paragraph", link_to_it),
            ("quote", make.make_quote(speaker=make.make_person()).pk),
            ("reference", make.make_reference().pk),
            ("image", picture(make.make_image())),
            ("document", {"document": make.make_document().pk, "caption": ""}),
        )
        for _number in range(6)
    ]
    costs = [queries_of_rendering(*batch[:count]) for count in (1, 3, 6)]
    # events, linked pages and what they are, quotes, references, pictures, files, keys, sizes
    assert costs == [10, 10, 10]
