"""Asking the harvest's address, and insisting that the answer is one of the protocol."""

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from lxml import etree

OAI = "/api/v1/oai/"
SPACES = {
    "oai": "http://www.openarchives.org/OAI/2.0/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "oai_dc": "http://www.openarchives.org/OAI/2.0/oai_dc/",
    "envelope": "http://schema.datacite.org/oai/oai-1.1/",
    "kernel": "http://datacite.org/schema/kernel-4",
}
PROTOCOL = etree.XMLSchema(file=str(Path(__file__).with_name("protocol.xsd")))
FIFTEEN = {
    *("title", "creator", "subject", "description", "publisher", "contributor", "date", "type"),
    *("format", "identifier", "source", "language", "relation", "coverage", "rights"),
}
MANDATORY = ("identifier", "creators", "titles", "publisher", "publicationYear", "resourceType")


def url(verb: str, **given: str) -> str:
    return f"{OAI}?{urlencode({'verb': verb} | {n.rstrip('_'): v for n, v in given.items()})}"


def ask(client, verb: str, **given: str) -> etree._Element:
    """The answer, which is as the protocol has it. Write `from_` for `from`."""
    return checked(client.get(url(verb, **given)))


def checked(response) -> etree._Element:
    assert response.status_code == 200, response.content[:500]
    assert response.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert "Set-Cookie" not in response.headers
    root = etree.fromstring(response.content)
    PROTOCOL.assertValid(root)
    for record in root.iter(f"{{{SPACES['oai_dc']}}}dc"):
        assert {element.tag for element in record} <= {
            f"{{{SPACES['dc']}}}{name}" for name in FIFTEEN
        }
    for resource in root.iter(f"{{{SPACES['kernel']}}}resource"):
        assert len({element.tag for element in resource}) == len(resource)
        for name in MANDATORY:
            assert find(resource, f"kernel:{name}"), name
    return root


def find(root: etree._Element, path: str) -> Any:
    return root.xpath(path, namespaces=SPACES)


def texts(root: etree._Element, path: str) -> list[str]:
    return [element.text for element in find(root, f".//{path}")]


def fault(root: etree._Element) -> str:
    """The one error of an answer."""
    [error] = find(root, "oai:error")
    assert error.text
    return error.get("code")
