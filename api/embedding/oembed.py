"""oEmbed 1.0 for editions and quotes."""

from html import escape
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from api.embedding import SIZE
from api.formats.links import format_url
from api.formats.texts import line
from archive.registry import Document

WIDTH, HEIGHT = 600, 320


def oembed(document: Document, site: str, most_wide: int, most_high: int) -> dict[str, Any]:
    """A frame with the card, within the requested size, and the picture as thumbnail."""
    width, height = min(WIDTH, most_wide), min(HEIGHT, most_high)
    title = line(document["title"])
    answer: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": line(site),
        "provider_url": "{0.scheme}://{0.netloc}/".format(urlsplit(document["html_url"])),
        "width": width,
        "height": height,
        "html": f'<iframe src="{escape(format_url(document, "card"))}" width="{width}" '
        f'height="{height}" title="{escape(title)}" loading="lazy" style="border:0" '
        'sandbox="allow-popups allow-top-navigation-by-user-activation"></iframe>',
    }
    if most_wide >= SIZE[0] and most_high >= SIZE[1]:
        answer["thumbnail_url"] = format_url(document, "png")
        answer["thumbnail_width"], answer["thumbnail_height"] = SIZE
    return answer


def as_xml(answer: dict[str, Any]) -> bytes:
    root = etree.Element("oembed")
    for name, value in answer.items():
        etree.SubElement(root, name).text = str(value)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
