"""Rich text as a tree, as Markdown and as words, each read back by somebody else's parser."""

import string

import nh3
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from api.rendering.rich_text import ATTRIBUTES, TAGS
from api.rendering.rich_text_forms import RICH_TEXT_FORMS, markdown_of, text_of, tree_of
from archive.publisher.after_commit import catch_up
from tests import factories
from tests.api.helpers import read

pytestmark = pytest.mark.same_on_all_databases

LINK = '<a href="https://www.test/a/" data-type="event" data-key="AB1">there</a>'
HTML = f"<p>Go <b>now</b> {LINK}.</p><ul><li>One<ul><li>Deep</li></ul></li><li>Two</li></ul>"


def test_a_tree_has_marks_and_links_with_their_record():
    paragraph, listed = tree_of(HTML)
    assert [child["type"] for child in paragraph["children"]] == [
        "text", "text", "text", "link", "text",
    ]  # fmt: skip
    assert paragraph["children"][1] == {"type": "text", "text": "now", "marks": ["bold"]}
    assert paragraph["children"][3] == {
        "type": "link",
        "href": "https://www.test/a/",
        "link": {"type": "event", "key": "AB1"},
        "children": [{"type": "text", "text": "there", "marks": []}],
    }
    assert (listed["type"], listed["ordered"], len(listed["children"])) == ("list", False, 2)


def test_markdown_and_words():
    assert markdown_of(HTML) == (
        "Go **now** [there](<https://www.test/a/>)\\.\n\n- One\n\n  - Deep\n- Two"
    )
    assert text_of(HTML) == "Go now there.\n\nOne\nDeep\nTwo"
    assert markdown_of("<p>a<br/>b</p><h3>T</h3><ol><li>x</li></ol>") == "a\\\nb\n\n### T\n\n1. x"
    assert markdown_of("<ul><li>a</li></ul><ul><li>b</li></ul>") == "- a\n\n<!-- -->\n\n- b"
    assert markdown_of('<a href="https://a.test/"><p>b</p></a>') == "[b](<https://a.test/>)"
    assert text_of("") == markdown_of("") == ""
    assert tree_of("") == []


LETTERS = st.text(alphabet=string.ascii_letters + string.punctuation + " é\u00a0\n", min_size=1)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


INLINE = st.recursive(
    LETTERS.map(escaped),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["b", "i", "sup", "sub", "code", "em", "strong"]), inner).map(
            lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>"
        ),
        inner.map(lambda text: f'<a href="https://example.org/a_b(c)">{text}</a>'),
        st.lists(inner, max_size=3).map("".join),
    ),
    max_leaves=6,
)
PARAGRAPHS = st.lists(INLINE.map(lambda text: f"<p>{text}</p>"), min_size=1, max_size=3)
ITEMS = st.lists(INLINE.map(lambda text: f"<li>{text}</li>"), min_size=1, max_size=3)
TEXTS = st.one_of(
    PARAGRAPHS.map("".join),
    ITEMS.map(lambda items: f"<ol>{''.join(items)}</ol>"),
    ITEMS.map(lambda items: f"<blockquote><ul>{''.join(items)}</ul></blockquote>"),
)


def words_of(html: str) -> list[str]:
    return "".join(BeautifulSoup(html, "html.parser").get_text(" ").split()).split()


@settings(max_examples=300)
@given(TEXTS)
def test_a_markdown_parser_reads_back_the_same_words(html):
    html = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, link_rel=None)
    again = MarkdownIt("commonmark").render(markdown_of(html))
    assert words_of(again) == words_of(html)


@settings(max_examples=100)
@given(TEXTS)
def test_words_are_the_same_words(html):
    html = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, link_rel=None)
    assert "".join(text_of(html).split()) == "".join(words_of(html))


@pytest.mark.django_db
@pytest.mark.parametrize("form", RICH_TEXT_FORMS)
def test_every_text_of_a_document_takes_the_form_asked_for(reader, form):
    body = [
        ("paragraph", "<p>Some <b>words</b></p>"),
        ("heading", {"text": "<p>No rich text</p>", "level": "2"}),
        ("list", {"ordered": False, "items": ["<p>An <i>item</i></p>"]}),
    ]
    series = factories.make_series(title="Annual", slug="annual", body=body)
    factories.make_event(series=series, title="First", code="AB1", body=body)
    catch_up()
    expected = {
        "html": ["<p>Some <b>words</b></p>", "<p>An <i>item</i></p>"],
        "tree": [tree_of("<p>Some <b>words</b></p>"), tree_of("<p>An <i>item</i></p>")],
        "markdown": ["Some **words**", "An *item*"],
        "text": ["Some words", "An item"],
    }[form]

    for query in ("?", "?expand=series&", "?as_of=2100-01-01&"):
        document = read(reader, f"/api/v1/events/AB1/{query}rich_text={form}")
        holders = [document, document["series"]] if "expand" in query else [document]
        for holder in holders:
            paragraph, heading, listed = holder["body"]
            assert [paragraph["value"], listed["value"]["items"][0]] == expected
            assert heading["value"]["text"] == "<p>No rich text</p>"
    page = read(reader, f"/api/v1/events/?fields=body&rich_text={form}")
    assert page["results"][0]["body"][0]["value"] == expected[0]


@pytest.mark.django_db
def test_html_is_what_is_stored(reader):
    factories.make_event(code="AB1", body=[("paragraph", "<p>Words</p>")])
    catch_up()
    plain, asked = (reader.get(f"/api/v1/events/AB1/{query}") for query in ("", "?rich_text=html"))
    assert (asked.content, asked.headers["ETag"]) == (plain.content, plain.headers["ETag"])
    assert reader.get("/api/v1/events/AB1/?rich_text=pdf").status_code == 400
