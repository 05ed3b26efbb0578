"""Nothing that somebody typed breaks out of a page, a frame or XML: parsers of others read it."""

import io
import json
from xml.etree import ElementTree

import pytest
from lxml import etree
from markdown_it import MarkdownIt
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from api.embedding import SIZE
from api.embedding.card import card
from api.embedding.oembed import as_xml, oembed
from api.embedding.picture import picture
from api.formats import BY_SUFFIX, Beside
from api.formats.datacite import datacite
from api.llms import llms
from api.oai.formats import DC, FORBIDDEN, KERNEL, clean, dublin_core, oai_datacite
from tests import factories
from tests.api.formats.hostile import HOSTILE, on_one_line, with_all_examples
from tests.api.formats.sample import saying

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


def text_of(page: LexborHTMLParser, selector: str) -> str:
    """The text of the one element that `selector` finds."""
    [element] = page.css(selector)
    return element.text()


@with_all_examples
def test_a_page_may_hold_the_json_ld_in_a_script(document, text):
    sample = saying(document, text)
    node = BY_SUFFIX["jsonld"].write(sample, Beside(0, text))
    page = LexborHTMLParser(
        b'<title>a</title><script type="application/ld+json">%s</script><p>after</p>' % node
    )
    [event, *_] = json.loads(text_of(page, "script"))["@graph"]
    assert event["name"] == text
    assert [paragraph.text() for paragraph in page.css("p")] == ["after"]


@with_all_examples
def test_a_browser_s_parser_reads_the_card(document, text):
    page = LexborHTMLParser(card(saying(document, text), text))
    line = on_one_line(text)
    assert text_of(page, "title") == text_of(page, "p.main") == text_of(page, "p.site a") == line
    assert [paragraph.text() for paragraph in page.css("p.below")] == [line] * 3
    names = {element.tag for element in page.css("body, body *")}
    assert names == {"body", "p", "a"}
    assert {name for element in page.css("p, a") for name in element.attributes} == {
        *("class", "dir", "href", "target", "rel"),
    }


@with_all_examples
def test_a_frame_has_the_title_and_nothing_else_of_it(document, text):
    answer = json.loads(json.dumps(oembed(saying(document, text), text, 600, 320)))
    fields = {element.tag: element.text for element in ElementTree.fromstring(as_xml(answer))}
    assert fields["title"] == fields["provider_name"] == on_one_line(text)
    for html in (answer["html"], fields["html"]):
        [frame] = LexborHTMLParser(html).css("body *")
        assert (frame.tag, frame.attributes["title"]) == ("iframe", on_one_line(text))
        assert set(frame.attributes) == {
            *("src", "width", "height", "title", "loading", "style", "sandbox"),
        }


@with_all_examples
def test_a_parser_of_markdown_reads_the_page_of_the_archive(document, text):
    sample = saying(document, text)
    tokens = MarkdownIt().parse(llms(text, [sample], [sample]))
    inline = [token for token in tokens if token.type == "inline"]
    lines = ["".join(part.content for part in token.children) for token in inline]
    line = on_one_line(text)
    assert lines[0] == line
    assert lines[3].startswith(f"{line}: ")
    assert lines[3].endswith(line)
    assert len([token for token in tokens if token.type == "heading_open"]) == 5
    links = [part for token in inline for part in token.children if part.type == "link_open"]
    assert all(link.attrs["href"].startswith("https://api.test/api/v1/") for link in links)


@with_all_examples
def test_expat_reads_what_is_harvested(document, text):
    sample = clean(datacite(saying(document, text), text))
    expected = FORBIDDEN.sub("", text)
    for root, name in (
        (dublin_core(sample), f"{{{DC}}}title"),
        (oai_datacite(sample), f"{{{KERNEL}}}title"),
    ):
        titles = [
            element.text or ""
            for element in ElementTree.fromstring(etree.tostring(root)).iter(name)
        ]
        assert titles
        assert set(titles) == {expected}


@pytest.mark.parametrize("text", HOSTILE[-6:])
def test_every_text_can_be_drawn(document, text):
    drawn = picture(saying(document, text), text)
    assert Image.open(io.BytesIO(drawn)).size == SIZE


def test_half_a_sign_is_stored_nowhere():
    """A lone surrogate is no text: no database takes it, so that no format has to hold one."""
    theme = factories.make_theme(label="half \ud800 a sign", slug="half")
    assert theme.label == "half \ufffd a sign"
