"""Write the examples of docs/formats.md again, from WP1725 of the demo that `make run` serves.

`--check` writes nothing. It says whether the page is up to date. A test does the same.
"""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import orjson
from lxml import etree

PAGE = Path(__file__).with_name("formats.md")
SERVER = "http://localhost:8000"
EXAMPLE = re.compile(r"(<!-- example (\S+) -->\n).*?(?=<!-- end -->)", re.DOTALL)
LANGUAGES = {"jsonld": "json", "csl": "json", "datacite": "json", "jsonfeed": "json", "atom": "xml"}
LONGEST_LINE, MOST_LINES = 110, 45
# Values that differ in each demo and request, and what the page shows instead.
PASSING = (
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", "2026-11-24T09:00:00"),
    (r"\b\d{8}T\d{6}Z", "20261124T090000Z"),
    (r'"request_id": "\w+"', '"request_id": "4f1c"'),
    (r'"publicationYear": "\d{4}"', '"publicationYear": "2026"'),
)


def written(page: str, read: Callable[[str], bytes]) -> str:
    """`page` with each example replaced by the answer of `read`."""
    return EXAMPLE.sub(lambda match: match[1] + example(match[2], read(match[2])), page)


def example(path: str, body: bytes) -> str:
    """A code block: JSON and XML with indents, long lines and long texts cut."""
    suffix = path.partition("?")[0].rpartition(".")[2]
    # The one example that is an error is a problem document.
    language = "json" if body.startswith(b'{"type":') else LANGUAGES.get(suffix, "text")
    lines = laid_out(language, body).splitlines()
    if language != "json":  # a cut line would not be JSON
        lines = [f"{line[:LONGEST_LINE]} …" if len(line) > LONGEST_LINE else line for line in lines]
        lines = [*lines[:MOST_LINES], "…"] if len(lines) > MOST_LINES else lines
    text = "\n".join(line.rstrip() for line in lines)
    for pattern, shown in PASSING:
        text = re.sub(pattern, shown, text)
    return f"```{language}\n{text}\n```\n"


def laid_out(language: str, body: bytes) -> str:
    if language == "json":
        return orjson.dumps(orjson.loads(body), option=orjson.OPT_INDENT_2).decode()
    if language == "xml":
        return etree.tostring(etree.fromstring(body), pretty_print=True, encoding="unicode")
    return body.decode()


def read_from_server(path: str) -> bytes:
    try:
        answer = urlopen(f"{SERVER}{path}", timeout=20)  # noqa: S310  the demo of this machine
    except HTTPError as problem:  # which one of the examples is
        answer = problem
    with answer:
        return answer.read()


def main() -> int:
    page = PAGE.read_text(encoding="utf-8")
    anew = written(page, read_from_server)
    if "--check" in sys.argv:
        sys.stderr.write("" if anew == page else "docs/formats.md is not what the demo answers.\n")
        return int(anew != page)
    PAGE.write_text(anew, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
