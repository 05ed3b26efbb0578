"""Attacks by way of texts and blocks: A3, A4, A21, B9 and E3."""

import re
from html.parser import HTMLParser
from typing import Any

import orjson
import pytest
from django.apps import apps
from markdown_it import MarkdownIt
from wagtail.models import Collection, CollectionViewRestriction

from api.openapi.views import SNAPSHOT
from api.rendering.rich_text import ATTRIBUTES, SCHEMES, TAGS
from api.rendering.rich_text_forms import RICH_TEXT_FORMS
from api.resources.base import resource_of
from archive.publisher.after_commit import catch_up
from tests import factories as make
from tests.api.helpers import assert_problem, read

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]

CANARY = "xcanary"
EVERY_FORM = tuple(RICH_TEXT_FORMS)
Block = tuple[str, Any]


def publish(*blocks: Block) -> None:
    """A series with these blocks, an edition E1 with them and an empty edition E2 after it."""
    body = orjson.dumps([{"type": name, "value": value} for name, value in blocks]).decode()
    series = make.make_series(title="A series", body=body)
    make.make_event(series=series, code="E1", ordinal=1, body=body)
    make.make_event(series=series, code="E2", ordinal=2)
    catch_up()


def addresses() -> list[str]:
    """Everything that shows the text of E1, in every form."""
    deepest = "previous.series.latest,previous.series.first,series.first.series"
    links = list(resource_of("event").links)
    expand = [",".join(links[:8]), ",".join(links[8:])]
    return [
        f"/api/v1/{path}rich_text={form}"
        for form in EVERY_FORM
        for path in (
            "events/E1/?",
            "events/?fields=*&",
            *(f"events/E2/?fields=*&expand={path}&" for path in (deepest, *expand)),
            "series/a-series/?expand=first&",
            "site/?",
        )
    ]


def texts(body: list[dict], kind: str = "paragraph") -> list[Any]:
    return [block["value"] for block in body if block["type"] == kind]


def hidden_blocks() -> list[Block]:
    """Blocks that choose, link, embed and caption what is hidden."""
    private = Collection.get_first_root_node().add_child(name=f"{CANARY}collection")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    image = make.make_image(title=f"{CANARY}image", collection=private)
    file = make.make_document(title=f"{CANARY}file", name=f"{CANARY}.txt", collection=private)
    page = make.make_event(title=f"{CANARY}page", slug=f"{CANARY}slug", code="XCANARY", live=False)
    links = (
        f'<p>See <a linktype="page" id="{page.pk}">this</a> and '
        f'<a linktype="document" id="{file.pk}">that</a>'
        f'<embed embedtype="image" id="{image.pk}" alt="{CANARY}alt" format="left"/></p>'
    )
    columns = [{"type": "rich_text", "heading": "a"}]
    chosen = {"image": image.pk, "alt_text": f"{CANARY}alt", "decorative": False}
    return [
        ("paragraph", links),
        ("list", {"ordered": False, "items": [links]}),
        ("table", {"caption": "", "columns": columns, "rows": [{"values": [links]}]}),
        ("quote", make.make_quote(text=f"{CANARY}quote", live=False).pk),
        ("reference", make.make_reference(name=f"{CANARY}reference", live=False).pk),
        ("image", {"image": chosen, "caption": f"{CANARY}caption"}),
        ("document", {"document": file.pk, "caption": f"{CANARY}caption"}),
    ]


def test_a3_blocks_and_links_to_what_is_hidden_are_dropped_or_plain_words(reader):
    publish(*hidden_blocks())
    for url in addresses():
        response = reader.get(url)
        assert response.status_code == 200, url
        assert CANARY.encode() not in response.content.lower(), url
    for form in EVERY_FORM:
        body = read(reader, f"/api/v1/events/E1/?rich_text={form}")["body"]
        assert [block["type"] for block in body] == ["paragraph", "list", "table"]
        assert b"See this and that" in orjson.dumps(body), form
        assert b"href" not in orjson.dumps(body), form


def keys_in(value: Any) -> set[str]:
    """Every key anywhere in `value`."""
    if isinstance(value, list):
        return set().union(*map(keys_in, value))
    if isinstance(value, dict):
        return set(value) | set().union(*map(keys_in, value.values()))
    return set()


def described_keys() -> set[str]:
    """Every key of an archive that the committed description knows, and the sizes of pictures."""
    components = orjson.loads(SNAPSHOT.read_bytes())["components"]["schemas"]
    of_the_archive = components.keys() - {"PreviewCode", "PreviewToken", "Subscribe"}
    properties = (keys_of_properties(components[name]) for name in of_the_archive)
    return set().union(*properties) | {"card", "hero", "logo", "portrait"}


def keys_of_properties(schema: Any) -> set[str]:
    if isinstance(schema, list):
        return set().union(*map(keys_of_properties, schema))
    if not isinstance(schema, dict):
        return set()
    inner = set().union(*map(keys_of_properties, schema.values()))
    return inner | set(schema.get("properties", {}))


def test_a4_texts_hold_no_key_that_is_not_described(reader):
    person = make.make_person(internal_notes=CANARY)
    link = f'<p><a linktype="page" id="{make.make_series(title="Other").pk}">b</a></p>'
    chosen = {"image": make.make_image().pk, "alt_text": "a", "decorative": False}
    publish(
        ("paragraph", link),
        ("quote", make.make_quote(speaker=person).pk),
        ("reference", make.make_reference().pk),
        ("image", {"image": chosen, "caption": ""}),
        ("document", {"document": make.make_document().pk, "caption": ""}),
    )
    allowed = described_keys()
    assert not [key for key in allowed if re.search("mail|note|user|token|password|owner", key)]
    for url in addresses():
        assert keys_in(read(reader, url)) <= allowed, url


def test_a21_the_description_names_nothing_of_the_inside():
    text = SNAPSHOT.read_text()
    words = set(re.findall(r"\w+", text.lower()))
    tables = {model._meta.db_table for model in apps.get_models()}
    ours = {table for table in tables if table.startswith(("cms_", "archive_", "home_"))}
    assert len(ours) > 20
    assert words & ours == set()
    inside = {
        "internal_notes", "translation_key", "latest_revision", "draft_title", "url_path", "owner",
        "may_be_named", "has_unpublished_changes", "customimage", "customdocument", "homepage",
        "wagtail", "django", "spectacular", "python", "postgresql", "sqlite", "redis", "serializer",
    }  # fmt: skip
    assert words & inside == set()
    assert re.search(r"\d+\.\d+\.\d+", text.replace('"openapi": "3.1.0"', "")) is None


INJECTIONS = ["'||(select 1)||'", "{{7*7}}", "{0.__class__}", "${x}", "{% debug %}", "<%= 7*7 %>"]


@pytest.mark.parametrize("program", INJECTIONS)
def test_b9_what_looks_like_a_program_is_data(reader, program):
    escaped = program.replace("<", "&lt;").replace(">", "&gt;")
    publish(("heading", {"text": program, "level": "2"}), ("paragraph", f"<p>{escaped}</p>"))
    bodies = {
        form: read(reader, f"/api/v1/events/E1/?rich_text={form}")["body"]
        for form in RICH_TEXT_FORMS
    }
    for heading, _paragraph in bodies.values():
        assert heading["value"]["text"] == program
        assert re.fullmatch(r"[\w-]+", heading["value"]["anchor"])
    [words_of_tree] = texts(bodies["tree"])[0][0]["children"]
    assert words_of_tree["text"] == program
    assert texts(bodies["text"]) == [program]
    [token] = MarkdownIt("commonmark").parse(texts(bodies["markdown"])[0])[1:2]
    assert "".join(part.content for part in token.children) == program


@pytest.mark.parametrize("program", INJECTIONS)
def test_b9_a_program_is_no_form(reader, program):
    response = reader.get("/api/v1/events/", {"rich_text": program})
    [error] = assert_problem(response, 400, "invalid_parameter")["errors"]
    assert error["value"] == program


MARKUP = [
    f"<script>{CANARY}()</script>",
    f'<img src=x onerror="{CANARY}()">',
    f"<svg><script>{CANARY}()</script></svg>",
    f'<math><mtext><style><img src=x onerror="{CANARY}()"></style></mtext></math>',
    f'<iframe srcdoc="{CANARY}"></iframe>',
    f'<a href="javascript:{CANARY}()">a</a>',
    f'<a href=" jAvA\tsCript:{CANARY}()">a</a>',
    f'<a href="&#106;avascript:{CANARY}()">a</a>',
    f'<a href="data:text/html,{CANARY}">a</a>',
    f'<a href="https://a.test/" onclick="{CANARY}()" style="{CANARY}" title="{CANARY}">a</a>',
    f'<p onmouseover="{CANARY}()" style="background:url({CANARY})">a</p>',
    f"<!-- {CANARY} --><noscript><p title='</noscript><img src=x onerror={CANARY}()>'></noscript>",
    f'<p>a</p><style>@import "{CANARY}"</style><base href="{CANARY}"><meta content="{CANARY}">',
]


class Elements(HTMLParser):
    """What a browser would make of a text: its elements with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs) -> None:
        self.elements.append((tag, dict(attrs)))


def assert_inert(html: str) -> None:
    for tag, attributes in Elements(html).elements:
        assert tag in TAGS
        assert set(attributes) <= ATTRIBUTES.get(tag, set())
        assert attributes.get("href", "https:").split(":")[0] in SCHEMES


@pytest.mark.parametrize("html", MARKUP)
def test_e3_markup_is_inert_in_every_form(reader, html):
    publish(("paragraph", f"<p>before {html} after</p>"), ("list", {"items": [html]}))
    for url in addresses():
        assert CANARY.encode() not in reader.get(url).content, url
    forms = {
        form: texts(read(reader, f"/api/v1/events/E1/?rich_text={form}")["body"])[0]
        for form in EVERY_FORM
    }
    assert_inert(forms["html"])
    assert_inert(MarkdownIt("commonmark").render(forms["markdown"]))
    assert forms["text"].startswith("before")


def test_e3_words_that_are_markup_stay_words(reader):
    text = "<script>alert(1)</script> [a](javascript:alert(1)) <a href='javascript:x'>"
    escaped = text.replace("<", "&lt;").replace(">", "&gt;")
    publish(("paragraph", f"<p>{escaped}</p>"), ("heading", {"text": text, "level": "2"}))
    bodies = {
        form: read(reader, f"/api/v1/events/E1/?rich_text={form}")["body"]
        for form in RICH_TEXT_FORMS
    }
    assert texts(bodies["text"]) == [text]
    rendered = MarkdownIt("commonmark").render(texts(bodies["markdown"])[0])
    assert Elements(rendered).elements == [("p", {})]
    assert texts(bodies["tree"], "heading")[0]["text"] == text
