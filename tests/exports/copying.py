"""A readable copy on disk, beside its media as in a bag, and what can be said of its links."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from exports.documents import write_documents
from exports.hashing_writer import HashingFolder
from exports.html_copy import html_copy
from exports.snapshot import open_snapshot

ADDRESSES = ("href", "src", "srcset", "action", "data", "poster", "formaction")


def copied(**scope) -> dict[str, bytes]:
    """All files of the copy by their paths."""
    with open_snapshot(**scope) as snapshot:
        return dict(html_copy(snapshot))


def write_copy(folder: Path, **scope) -> Path:
    """The copy in `folder`/html, with what it leads to beside it; return that folder."""
    with open_snapshot(**scope) as snapshot:
        for path, body in html_copy(snapshot):
            write(folder / "html" / path, body)
        for path, opener, _sha256 in snapshot.media():
            with opener() as file:
                write(folder / "media" / path, file.read())
        write_documents(HashingFolder(folder), snapshot)
    return folder / "html"


def write(path: Path, body: bytes) -> None:
    assert not path.exists(), f"{path} is written twice"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)


def pages(copy: Path) -> Iterator[tuple[Path, LexborHTMLParser]]:
    for path in sorted(copy.rglob("*.html")):
        yield path, LexborHTMLParser(path.read_bytes().decode())


def addresses(page: LexborHTMLParser) -> Iterator[tuple[str, str, str]]:
    """`(element, attribute, address)` of everything that a browser could follow or load."""
    for node in page.css("*"):
        for name, value in node.attributes.items():
            if name in ADDRESSES:
                yield node.tag, name, value or ""


def broken_links(copy: Path) -> list[tuple[str, str]]:
    """Relative addresses that lead to no file, or to a place that the page has not."""
    broken = []
    for path, page in pages(copy):
        for _tag, _name, address in addresses(page):
            parts = urlsplit(address)
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if parts.scheme:
                continue
            is_there = target.is_file() and target.is_relative_to(copy.parent)
            if not is_there or (parts.fragment and not _has_place(target, parts.fragment)):
                broken.append((str(path.relative_to(copy)), address))
    return broken


def _has_place(path: Path, anchor: str) -> bool:
    return f'id="{unquote(anchor)}"' in path.read_text()


def words_of(path: Path, css: str = "main") -> str:
    """The words that a reader sees there, in one line."""
    node = LexborHTMLParser(path.read_text()).css_first(css)
    return " ".join(node.text(separator=" ").split())
