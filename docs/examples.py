"""Write the examples of the documentation again, from the demo archive that `make run` serves.

These are the answers in docs/formats.md, and those that the site of the documentation shows beside
requests: api/documentation/answers.json. `--check` writes nothing and says whether they are up to
date. A test does the same.
"""

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.error import HTTPError
from urllib.request import urlopen

import orjson
from lxml import etree

DOCS = Path(__file__).parent
PAGE = DOCS / "formats.md"
API = DOCS.parent / "api"
ANSWERS = API / "documentation" / "answers.json"
SERVER = "http://localhost:8000"
EXAMPLE = re.compile(r"(<!-- example (\S+) -->\n).*?(?=<!-- end -->)", re.DOTALL)
REQUEST = re.compile(rf'^curl (?:-i )?"?{SERVER}(/[^"\s]*)"?(?:\s+# .*)?$', re.MULTILINE)
LANGUAGES = {"jsonld": "json", "csl": "json", "datacite": "json", "jsonfeed": "json", "atom": "xml"}
LONGEST_LINE, MOST_LINES, MOST_LETTERS, MOST_ITEMS = 110, 45, 160, 2
# Values that differ in each demo and request, and what the page shows instead.
PASSING = (
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?", "2026-11-24T09:00:00"),
    (r"\d{4}-\d\d-\d\dT\d\d%3A\d\d%3A\d\d(\.\d+)?", "2026-11-24T09%3A00%3A00"),
    (r"\b\d{8}T\d{6}Z", "20261124T090000Z"),
    (r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT", "Tue, 24 Nov 2026 09:00:00 GMT"),
    # A migration gives the site its id, so that each database has another one.
    (
        r'"id": "[0-9a-f-]{36}"(,\s*"type": "site")',
        r'"id": "b02f599c-542c-40ea-952f-92a7cc3b7f28"\1',
    ),
    (r'"request_id": "\w+"', '"request_id": "4f1c"'),
    (r'"publicationYear": "\d{4}"', '"publicationYear": "2026"'),
    (r"\b[0-9a-f]{64}\b", "9c1f" * 16),
    (r'("log": "|log=)\w+', r"\g<1>5b3a"),
    (r'"milliseconds": [\d.]+', '"milliseconds": 1'),
)
# What an operation cannot be asked without.
QUERIES = {
    "/api/v1/resolve/": "?path=/human-rights/wp1725/",
    "/api/v1/oembed/": "?url=http://localhost:8001/human-rights/wp1725/",
    "/api/v1/search/": "?q=resilience&limit=2",
    "/api/v1/search/suggest/": "?q=hum",
    "/api/v1/changes/": "?limit=2",
}
# Streams never end, a preview needs the token of an editor, and the health of a server is its own.
UNASKED = ("/stream/", "/preview/", "/newsletter/", "/health/")


PNG = b"\x89PNG"


class Answer(NamedTuple):
    """The status and the body of an answer."""

    status: int
    body: bytes


def written(page: str, read: Callable[[str], Answer]) -> str:
    """`page` with each example replaced by the answer of `read`."""
    return EXAMPLE.sub(lambda match: match[1] + example(match[2], read(match[2]).body), page)


def example(path: str, body: bytes) -> str:
    """A code block: JSON and XML with indents, long lines and long texts cut."""
    language = language_of(path, body)
    return f"```{language}\n{_cut(language, laid_out(language, body))}\n```\n"


def language_of(path: str, body: bytes) -> str:
    suffix = path.partition("?")[0].rpartition(".")[2]
    # The one example that is an error is a problem document.
    return "json" if body.startswith(b'{"type":') else LANGUAGES.get(suffix, "text")


def laid_out(language: str, body: bytes) -> str:
    if language == "json":
        return orjson.dumps(orjson.loads(body), option=orjson.OPT_INDENT_2).decode()
    if language == "xml":
        return etree.tostring(etree.fromstring(body), pretty_print=True, encoding="unicode")
    return body.decode()


def _settled(text: str) -> str:
    """`text` as it is in each demo and at each request. What is cut must be settled before."""
    for pattern, instead in PASSING:
        text = re.sub(pattern, instead, text)
    return text


def _cut(language: str, text: str) -> str:
    lines = _settled(text).splitlines()
    if language != "json":  # a cut line would not be JSON
        lines = [f"{line[:LONGEST_LINE]} …" if len(line) > LONGEST_LINE else line for line in lines]
        lines = [*lines[:MOST_LINES], "…"] if len(lines) > MOST_LINES else lines
    return "\n".join(line.rstrip() for line in lines)


def recorded(read: Callable[[str], Answer]) -> str:
    """The answers beside requests, as JSON: those of the guides and one of each operation."""
    examples = dict(_examples(read))
    guides = [path.read_text("utf-8") for path in sorted(DOCS.glob("*.md"))]
    paths = sorted(
        {*examples.values(), *(path for text in guides for path in REQUEST.findall(text))}
    )
    read_paths = {path: read(path) for path in paths}
    answers = {
        path: _shortened_answer(answer)
        for path, answer in read_paths.items()
        if not answer.body.startswith(PNG)
    }
    document = {"examples": examples, "answers": answers}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _examples(read: Callable[[str], Answer]) -> Iterator[tuple[str, str]]:
    """`(operation, path)` of each operation that the demo archive can answer."""
    spec = json.loads((API / "openapi.json").read_text("utf-8"))
    for path, methods in spec["paths"].items():
        if "get" not in methods or any(part in path for part in UNASKED):
            continue
        address = _address(path, read)
        if address and read(address).status == 200:
            yield methods["get"]["operationId"], address


def _address(path: str, read: Callable[[str], Answer]) -> str | None:
    plural = path.split("/")[3]
    key = _key(plural, read) if "{key}" in path else ""
    if key is None:
        return None
    suffix = "md" if key else "csv"
    address = path.replace("{key}", key).replace("{suffix}", suffix).replace("{number}", "1")
    if "{sequence}" in address or address.endswith("/diff/"):
        history = orjson.loads(read(f"/api/v1/{plural}/{key}/history/").body)
        sequence = history["results"][0]["sequence"]
        address = address.replace("{sequence}", str(sequence))
        if address.endswith("/diff/"):
            return f"{address}?from={sequence}&to={sequence}"
    query = QUERIES.get(path, "?limit=2" if path == f"/api/v1/{plural}/" else "")
    return f"{address}{query}"


def _key(plural: str, read: Callable[[str], Answer]) -> str | None:
    if plural == "events":
        return "WP1725"
    results = orjson.loads(read(f"/api/v1/{plural}/?limit=1&fields=key").body)["results"]
    return results[0]["key"] if results else None


def _shortened_answer(answer: Answer) -> dict[str, Any]:
    try:
        value = orjson.loads(_settled(answer.body.decode()))
    except orjson.JSONDecodeError:
        text = answer.body.decode()
        body = _cut("text", text)
        return {"status": answer.status, "is_shortened": "…" in body, "body": body}
    shortened = _shortened(value)
    text = orjson.dumps(shortened, option=orjson.OPT_INDENT_2).decode()
    is_shortened = shortened != value
    return {"status": answer.status, "is_shortened": is_shortened, "body": _cut("json", text)}


def _shortened(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _shortened(item) for name, item in value.items()}
    if isinstance(value, list):
        items = [_shortened(item) for item in value[:MOST_ITEMS]]
        more = len(value) - MOST_ITEMS
        return [*items, f"… and {more} more"] if more > 0 else items
    if isinstance(value, str) and len(value) > MOST_LETTERS and "://" not in value:
        return f"{value[:MOST_LETTERS]} …"
    return value


def read_from_server(path: str) -> Answer:
    try:
        answer = urlopen(f"{SERVER}{path}", timeout=20)  # noqa: S310  the demo of this machine
    except HTTPError as problem:  # which some of the examples are
        answer = problem
    with answer:
        return Answer(answer.status, answer.read())


def main() -> int:
    changed = []
    page = PAGE.read_text(encoding="utf-8")
    for file, anew in (
        (PAGE, written(page, read_from_server)),
        (ANSWERS, recorded(read_from_server)),
    ):
        if file.read_text(encoding="utf-8") == anew:
            continue
        changed.append(file.name)
        if "--check" not in sys.argv:
            file.write_text(anew, encoding="utf-8")
    if "--check" in sys.argv and changed:
        sys.stderr.write(f"Not what the demo answers: {', '.join(changed)}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
