"""A record as oai_dc and as oai_datacite, both made from DataCite's record of its document."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker

from api.formats.datacite_names import UNAVAILABLE
from api.rendering.render import Json

XSI = "http://www.w3.org/2001/XMLSchema-instance"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
OAI_DATACITE = "http://schema.datacite.org/oai/oai-1.1/"
KERNEL = "http://datacite.org/schema/kernel-4"
SYMBOL = "none"  # no data centre of DataCite has registered these records
# Characters that XML 1.0 does not allow.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(value: Any) -> Any:
    """`value` without characters that XML does not allow."""
    if isinstance(value, str):
        return FORBIDDEN.sub("", value)
    if isinstance(value, list):
        return [clean(item) for item in value]
    if isinstance(value, dict):
        return {name: clean(item) for name, item in value.items()}
    return value


def dublin_core(metadata: Json) -> etree._Element:
    """Fifteen plain elements. Only oai_datacite can state more, such as a role."""
    make = ElementMaker(namespace=OAI_DC, nsmap={"oai_dc": OAI_DC, "dc": DC, "xsi": XSI})
    root = make.dc({f"{{{XSI}}}schemaLocation": f"{OAI_DC} {OAI_DC.removesuffix('/')}.xsd"})
    for name, value in plain(metadata):
        etree.SubElement(root, f"{{{DC}}}{name}").text = value
    return root


def plain(metadata: Json) -> Iterable[tuple[str, str]]:
    """`("title", "Human Rights, Peace and Security")` and so on."""
    many: tuple[tuple[str, str, str], ...] = (
        ("title", "titles", "title"),
        ("creator", "creators", "name"),
        ("subject", "subjects", "subject"),
        ("description", "descriptions", "description"),
        ("contributor", "contributors", "name"),
        ("contributor", "fundingReferences", "funderName"),
        ("identifier", "alternateIdentifiers", "alternateIdentifier"),
        ("relation", "relatedIdentifiers", "relatedIdentifier"),
        ("coverage", "geoLocations", "geoLocationPlace"),
        ("rights", "rightsList", "rights"),
    )
    yield "identifier", metadata["url"]
    for element, name, part in many:
        for item in metadata.get(name, ()):
            if item[part] != UNAVAILABLE:
                yield element, item[part]
    if metadata["publisher"]["name"] != UNAVAILABLE:
        yield "publisher", metadata["publisher"]["name"]
    for item in metadata["dates"]:
        if item["dateType"] == "Other":
            yield "date", item["date"]
    yield "type", metadata["types"]["resourceTypeGeneral"]
    yield "type", metadata["types"]["resourceType"]
    for media_type in metadata.get("formats", ()):
        yield "format", media_type
    if "language" in metadata:
        yield "language", metadata["language"]


def oai_datacite(metadata: Json) -> etree._Element:
    """DataCite's own XML in the envelope that it gives to harvesters."""
    make = ElementMaker(namespace=OAI_DATACITE, nsmap={None: OAI_DATACITE, "xsi": XSI})
    return make.oai_datacite(
        {f"{{{XSI}}}schemaLocation": f"{OAI_DATACITE} {OAI_DATACITE}oai.xsd"},
        make.datacentreSymbol(SYMBOL),
        make.schemaVersion("4.5"),
        make.payload(resource(metadata)),
    )


def resource(metadata: Json) -> etree._Element:
    """DataCite's XML needs an identifier. Records have no DOI, so the URL serves."""
    # Importing it takes a second, so only this answer pays for it.
    from datacite import schema45

    root = etree.fromstring(schema45.tostring(metadata).encode())
    identifier = etree.Element(f"{{{KERNEL}}}identifier", identifierType="URL")
    identifier.text = metadata["url"]
    root.insert(0, identifier)
    return root


@dataclass(frozen=True)
class MetadataFormat:
    """How a metadata format is named, how a record is written in it, and whether it takes only
    records whose year of publication is known."""

    schema: str
    namespace: str
    write: Callable[[Json], etree._Element]
    needs_year: bool = False


METADATA_FORMATS = {
    "oai_dc": MetadataFormat("http://www.openarchives.org/OAI/2.0/oai_dc.xsd", OAI_DC, dublin_core),
    "oai_datacite": MetadataFormat(f"{OAI_DATACITE}oai.xsd", OAI_DATACITE, oai_datacite, True),
}
