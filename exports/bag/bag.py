"""A bag of the archive: what it holds, and in which order it is written."""

from pathlib import Path

import orjson
from django.template.loader import render_to_string

from api.openapi.json_schemas import schemas
from exports.bag.bagit import bag
from exports.bag.content import write_all_media, write_content
from exports.bag.crate import Crate
from exports.bag.history import all_entries, write_history
from exports.documents import write_documents, write_media, write_tables, write_tombstones
from exports.evidence import write_evidence
from exports.hashing_writer import HashingFolder
from exports.html_copy import html_copy
from exports.scope import Scope
from exports.snapshot import Snapshot

# The version of the layout. `archive_import` reads this one only.
FORMAT = "1"
LAYOUT = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE


def fill_bag(root: Path, snapshot: Snapshot, scope: Scope) -> None:
    """Write a bag into the empty folder `root`."""
    crate = Crate(scope)
    with bag(root, info_of(scope), crate.add) as folder:
        fill_payload(folder, scope)
        facts = {"scope": scope, "has_site": crate.has_site}
        folder.write("README.md", render_to_string("exports/bag_readme.md", facts).encode())
        crate.write(folder)


def info_of(scope: Scope) -> dict[str, str]:
    """The content of bag-info.txt. The same content gives the same text."""
    head = scope.snapshot.head
    return {
        "Bag-Software-Agent": "Plenary",
        "Bagging-Date": scope.time[:10],
        "External-Description": f"{scope.description}. Begin with data/README.md.",
        "External-Identifier": f"urn:plenary:log:{head.epoch}:{head.sequence}",
        "Plenary-Format": FORMAT,
        "Plenary-Contents": "whole" if scope.is_whole else "public",
        "Plenary-Scope": "everything" if scope.can_be_restored else "part",
    }


def fill_payload(folder: HashingFolder, scope: Scope) -> None:
    snapshot = scope.snapshot
    write_documents(folder, snapshot)
    write_tombstones(folder, snapshot)
    write_tables(folder, snapshot)
    write_schemas(folder)
    write_history(folder, all_entries() if scope.is_whole else snapshot.entries(), snapshot.head)
    if scope.can_be_restored:
        write_content(folder, scope)
    if scope.is_whole:
        write_all_media(folder)
        write_evidence(folder)
    else:
        write_media(folder, snapshot)
    for path, content in html_copy(snapshot):
        folder.write(f"site/{path}", content)


def write_schemas(folder: HashingFolder) -> None:
    for kind, schema in schemas().items():
        folder.write(f"schemas/{kind}.json", orjson.dumps(schema, option=LAYOUT))
