"""The sitemap and llms.txt."""

from pathlib import Path

import orjson
import pytest
from lxml import etree
from markdown_it import MarkdownIt

from api import sitemap
from api.views import machines
from archive.models import PublicRecord
from archive.publisher.after_commit import catch_up
from tests import factories
from tests.api.helpers import assert_problem
from tests.shared import shared

pytestmark = pytest.mark.django_db

SCHEMA = Path(__file__).parents[1] / "node" / "node_modules" / "sitemap" / "schema" / "sitemap.xsd"
NAMES = {"s": sitemap.NAMESPACE, "x": sitemap.XHTML}
# The one element of XHTML that a sitemap may hold: the schema wants every element declared.
LINK = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{xhtml}">
<xs:element name="link"><xs:complexType>
<xs:attribute name="rel" use="required"/><xs:attribute name="hreflang" use="required"/>
<xs:attribute name="href" use="required" type="xs:anyURI"/></xs:complexType></xs:element>
</xs:schema>"""


ALL = ["sitemap.xml", "sitemap-1.xml", "llms.txt"]


@shared
def archive():
    """A theme in two languages, and an edition."""
    from wagtail.models import Locale

    french = Locale.objects.get_or_create(language_code="fr")[0]
    theme = factories.make_theme(label="Peace & <security>")
    copy = theme.copy_for_translation(french)
    copy.label, copy.live = "Paix", True
    copy.save()
    factories.make_event(
        series=factories.make_series(title="A series"), title="[An] edition", code="AB1"
    )
    catch_up()


def pages(reader, address: str) -> list[str]:
    root = etree.fromstring(reader.get(address).content)
    return root.xpath("//s:loc/text()", namespaces=NAMES)


def test_every_public_page_is_in_the_sitemap_once(reader, archive, monkeypatch):
    monkeypatch.setattr(machines, "PAGES_IN_A_FILE", 2)
    parts = pages(reader, "/api/v1/sitemap.xml")
    assert parts[0] == "https://www.test/sitemap-1.xml"
    listed = [
        page
        for part in parts
        for page in pages(reader, part.replace("https://www.test/", "/api/v1/"))
    ]
    records = PublicRecord.objects.select_related("entry")
    expected = [orjson.loads(record.entry.content)["html_url"] for record in records]
    assert sorted(listed) == sorted(expected)
    assert_problem(reader.get(f"/api/v1/sitemap-{len(parts) + 1}.xml"), 404, "not_found")
    assert_problem(reader.get("/api/v1/sitemap-0.xml"), 404, "not_found")


def test_a_page_in_two_languages_names_both(reader, archive):
    root = etree.fromstring(reader.get("/api/v1/sitemap-1.xml").content)
    links = root.xpath("//x:link", namespaces=NAMES)
    assert [(link.get("hreflang"), link.getparent()[0].text) for link in links] == [
        (language, page)
        for page in sorted({link.getparent()[0].text for link in links}, key=_order(root))
        for language in ("en", "fr")
    ]
    assert {link.get("href") for link in links} == {link.getparent()[0].text for link in links}


def _order(root):
    return root.xpath("//s:loc/text()", namespaces=NAMES).index


@pytest.mark.node
def test_the_sitemap_is_what_its_schema_says(reader, archive, tmp_path):
    link, both = tmp_path / "link.xsd", tmp_path / "both.xsd"
    link.write_text(LINK.format(xhtml=sitemap.XHTML))
    both.write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
        f'<xs:import namespace="{sitemap.NAMESPACE}" schemaLocation="{SCHEMA.as_uri()}"/>'
        f'<xs:import namespace="{sitemap.XHTML}" schemaLocation="{link.as_uri()}"/></xs:schema>'
    )
    schema = etree.XMLSchema(etree.parse(both))
    content = reader.get("/api/v1/sitemap-1.xml").content
    assert b"xhtml:link" in content
    schema.assertValid(etree.fromstring(content))
    assert not schema.validate(etree.fromstring(content.replace(b"<lastmod>", b"<lastmod>x")))


def test_llms_txt_leads_to_markdown_that_is_there(reader, archive):
    response = reader.get("/api/v1/llms.txt")
    assert response.headers["Content-Type"] == "text/markdown; charset=utf-8"
    tokens = MarkdownIt().parse(response.content.decode())
    assert [tokens[0].tag, tokens[3].type] == ["h1", "blockquote_open"]
    links = {
        child.attrs["href"]: token.children[number + 1].content
        for token in tokens
        for number, child in enumerate(token.children or ())
        if child.type == "link_open"
    }
    twins = {url: title for url, title in links.items() if url.endswith(".md")}
    assert set(twins.values()) >= {"A series"}
    for url in links:
        assert reader.get(url.removeprefix("https://api.test")).status_code == 200, url


@pytest.mark.parametrize("name", ALL)
def test_they_have_validators(reader, archive, name):
    first = reader.get(f"/api/v1/{name}")
    again = reader.get(f"/api/v1/{name}", headers={"if-none-match": first.headers["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    assert_problem(reader.get(f"/api/v1/{name}?x=1"), 400, "unknown_parameter")


@pytest.mark.parametrize("name", ALL)
def test_many_pages_cost_no_more_queries_than_one(
    reader, archive, name, django_assert_max_num_queries
):
    for number in range(20):
        factories.make_theme(label=f"Theme {number}")
    catch_up()
    with django_assert_max_num_queries(4):
        assert reader.get(f"/api/v1/{name}").status_code == 200
