"""The sitemap of the front end (sitemaps.org).

The front end serves the sitemap under its own origin: it forwards `/sitemap.xml` and
`/sitemap-1.xml` to `/api/v1/sitemap.xml` and `/api/v1/sitemap-1.xml`.
"""

from collections.abc import Iterable

from django.conf import settings
from lxml import etree

from archive.registry import Document

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
# The standard allows 50,000, but a file is read into memory.
PAGES_IN_A_FILE = 5000


def part_url(number: int) -> str:
    """The URL of one part on the front end."""
    return f"{settings.FRONTEND_ORIGIN}/sitemap-{number}.xml"


def index(parts: int) -> bytes:
    """The list of all parts."""
    root = etree.Element("sitemapindex", nsmap={None: NAMESPACE})
    for number in range(1, parts + 1):
        etree.SubElement(etree.SubElement(root, "sitemap"), "loc").text = part_url(number)
    return _bytes(root)


def part(documents: Iterable[Document]) -> bytes:
    """The pages of `documents`, with their translations."""
    root = etree.Element("urlset", nsmap={None: NAMESPACE, "xhtml": XHTML})
    for document in documents:
        page = etree.SubElement(root, "url")
        etree.SubElement(page, "loc").text = document["html_url"]
        etree.SubElement(page, "lastmod").text = document["meta"]["published_at"]
        for language, address in languages(document):
            link = {"rel": "alternate", "hreflang": language, "href": address}
            etree.SubElement(page, f"{{{XHTML}}}link", link)
    return _bytes(root)


def languages(document: Document) -> list[tuple[str, str]]:
    """The page in all its languages; nothing if there is only one."""
    others = [
        (alternate["locale"], alternate["html_url"]) for alternate in document.get("alternates", ())
    ]
    return sorted([(document["locale"], document["html_url"]), *others]) if others else []


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
