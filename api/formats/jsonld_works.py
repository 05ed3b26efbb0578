"""Quotations, things cited, files and pictures in schema.org."""

from api.formats.jsonld_nodes import (
    Node,
    day_of_work,
    days_of_event,
    head,
    licence,
    link,
    role,
    stated,
    type_of,
    value,
)
from archive.registry import Document


def quotation(document: Document) -> Node:
    """A quote, or a link to one with its words. Who is known not to have said it is not named."""
    speaker = link(document["speaker"] or document["speaker_organisation"])
    if document["verification"] == "misattributed":
        speaker = None
    return stated(
        {
            "@type": "Quotation",
            "@id": document["url"],
            "text": document["text"],
            "inLanguage": document["language"],
            "creator": role("creator", document["role_then"], speaker),
            "spokenByCharacter": speaker,
            "creditText": document["attribution_stated"],
            "description": document.get("occasion_stated"),
        }
    )


def quote(document: Document) -> Node:
    occasion = document["occasion"]
    return {
        **head(document),
        **quotation(document),
        "dateCreated": day_of_work(occasion["dates"]),
        "recordedAt": link(occasion["event"]),
        "description": occasion["stated"],
    }


def work(document: Document) -> Node:
    """A thing cited, or a link to one with its facts: a work, or a session, which is an event."""
    dates, kind = document["dates"], type_of(document)
    node = {
        "@type": kind,
        "@id": document["url"],
        "name": document["title"],
        "description": document["facts_stated"],
        "sameAs": document["website"],
    }
    if kind == "Event":
        node |= days_of_event(dates)
    else:
        node |= {"dateCreated": day_of_work(dates), "creditText": document["issuer"]}
    return stated({**node, "identifier": _symbols(document)})


def _symbols(document: Document) -> list[Node]:
    """What a body numbers it by."""
    nodes = [value("symbol", document["symbol"])] if document["symbol"] else []
    if document["session_number"] is not None:
        number = value("session", document["session_number"], description=document["body_name"])
        nodes.append(number)
    return nodes


def reference(document: Document) -> Node:
    common = head(document)
    node = {**common, **work(document)}
    return {
        **node,
        "identifier": common["identifier"] + _symbols(document),
        "sameAs": common["sameAs"],
    }


def digital_document(document: Document) -> Node:
    file = document["file"]
    encoding = stated(
        {
            "@type": "MediaObject",
            "contentUrl": file["url"],
            "encodingFormat": file["media_type"],
            "contentSize": f"{file['size']} B" if file["size"] is not None else None,
            "sha256": file["sha256"],
        }
    )
    return {
        **head(document),
        "inLanguage": document["language"],
        "encoding": encoding,
        "creditText": document["credit"],
        "license": licence(document),
    }


def image(document: Document) -> Node:
    sizes = sorted(document["profiles"].values(), key=lambda profile: profile["width"])
    return {
        **head(document),
        "caption": document["alt"],
        "contentUrl": sizes[-1]["src"] if sizes else None,
        "sha256": document["sha256"],
        "creditText": document["credit"],
        "license": licence(document),
    }
