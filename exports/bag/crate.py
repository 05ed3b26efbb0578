"""The RO-Crate of a bag. It describes each file for people and for programs.

https://www.researchobject.org/ro-crate/specification/1.2/
"""

from html import escape
from typing import Any
from urllib.parse import quote

import orjson

from exports.hashing_writer import Digests, HashingFolder
from exports.scope import Scope

METADATA, PREVIEW, README = "ro-crate-metadata.json", "ro-crate-preview.html", "README.md"
VERSION = "https://w3id.org/ro/crate/1.2"
MEDIA_TYPES = {
    "avif": "image/avif",
    "csv": "text/csv",
    "gif": "image/gif",
    "html": "text/html",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "json": "application/json",
    "md": "text/markdown",
    "ndjson": "application/x-ndjson",
    "pdf": "application/pdf",
    "png": "image/png",
    "txt": "text/plain",
    "webp": "image/webp",
}
FOLDERS = {
    "documents": ("Documents", "The newest document of each record: a line of JSON each."),
    "csv": ("Tables", "The same documents as tables, for spreadsheets."),
    "schemas": ("JSON Schemas", "What each field of a document means and may hold."),
    "history": ("History", "The publication log, with every version that may be shown."),
    "media": ("Files", "Documents, and pictures as they came in and in the sizes shown."),
    "content": ("Content", "What editors wrote, table by table, to rebuild a site from."),
    "site": ("Readable copy", "Pages of HTML that need no server: begin with site/index.html."),
}
RIGHTS = {
    "@id": "#rights",
    "@type": "CreativeWork",
    "name": "Rights are stated record by record",
    "description": "See “licence” and “credit” of each document and image. For the whole, no "
    "licence is stated.",
}


class Crate:
    """Collects the files of a bag as they are written, without the pages of the readable copy."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.files: list[dict[str, Any]] = []
        self.folders: dict[str, int] = {}

    def add(self, path: str, written: Digests) -> None:
        folder = path.partition("/")[0] if "/" in path else ""
        if folder:
            self.folders[folder] = self.folders.get(folder, 0) + 1
        if folder != "site" and path not in (METADATA, PREVIEW):
            self.files.append(file_entity(path, written))

    def write(self, folder: HashingFolder) -> None:
        folder.write(PREVIEW, self.preview())
        folder.write(METADATA, orjson.dumps(self.metadata(), option=orjson.OPT_INDENT_2) + b"\n")

    def metadata(self) -> dict[str, Any]:
        folders = [self.folder_entity(name) for name in FOLDERS if name in self.folders]
        parts = [{"@id": entity["@id"]} for entity in [*folders, *self.files]]
        return {
            "@context": f"{VERSION}/context",
            "@graph": [
                {
                    "@id": METADATA,
                    "@type": "CreativeWork",
                    "conformsTo": {"@id": VERSION},
                    "about": {"@id": "./"},
                },
                self.root_entity(parts),
                {
                    "@id": PREVIEW,
                    "@type": "CreativeWork",
                    "name": "Preview",
                    "about": {"@id": "./"},
                    "encodingFormat": "text/html",
                },
                RIGHTS,
                *folders,
                *self.files,
            ],
        }

    def root_entity(self, parts: list[dict[str, str]]) -> dict[str, Any]:
        return {
            "@id": "./",
            "@type": "Dataset",
            "name": "An archive of conference series",
            "description": f"{self.scope.description}. README.md explains it.",
            "datePublished": self.scope.time,
            "identifier": f"urn:plenary:log:{self.scope.snapshot.head.epoch}",
            "license": {"@id": RIGHTS["@id"]},
            "hasPart": parts,
        }

    def folder_entity(self, name: str) -> dict[str, Any]:
        title, description = FOLDERS[name]
        return {
            "@id": f"{name}/",
            "@type": "Dataset",
            "name": title,
            "description": f"{description} {self.folders[name]} files.",
        }

    def preview(self) -> bytes:
        rows = "".join(
            f'\n<tr><td><a href="{name}/">{name}/</a><td>{escape(FOLDERS[name][1])}'
            f"<td>{self.folders[name]} files"
            for name in FOLDERS
            if name in self.folders
        )
        site = '<p><a href="site/index.html">Read the archive.</a>' if self.has_site else ""
        return PAGE.format(
            description=escape(self.scope.description), site=site, rows=rows
        ).encode()

    @property
    def has_site(self) -> bool:
        return "site" in self.folders


def file_entity(path: str, written: Digests) -> dict[str, Any]:
    """`{"@id", "@type": "File", "name", "encodingFormat", "contentSize", "sha256"}`."""
    entity = {
        "@id": quote(path),
        "@type": "File",
        "name": path,
        "contentSize": str(written.size),
        "sha256": written.digest("sha256"),
    }
    media_type = MEDIA_TYPES.get(path.rpartition(".")[2].lower())
    return entity | ({"encodingFormat": media_type} if media_type else {})


PAGE = """<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<title>An archive of conference series</title>
<h1>An archive of conference series</h1>
<p>{description}.
<p>Begin with <a href="README.md">README.md</a>.{site}
<table>
<tr><th>Folder<th>What it holds<th>How many{rows}
</table>
</html>
"""
