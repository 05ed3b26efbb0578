"""The text of a PDF, page by page.

This module knows only pypdf, so that a process of its own can run it: `python page_texts.py < file`
writes a line of JSON for each page, its text. When time or memory ends, the lines before stay.
"""

import io
import json
import re
import resource
import sys
from collections.abc import Iterator

from pypdf import PageObject, PdfReader

MOST_MEMORY = 1024**3  # bytes of addresses
MOST_PROCESSOR_TIME = 20  # seconds
MOST_CHARACTERS = 2_000_000  # about 700 full pages
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
BROKEN = re.compile(r"(?<=[^\W\d_])-\n(?=[^\W\d_])")  # a word that goes on in the next line


def pages_of(file: io.BytesIO) -> Iterator[str]:
    reader = PdfReader(file)
    if reader.is_encrypted and not reader.decrypt(""):
        return
    length = 0
    for page in reader.pages:
        text = text_of(page)
        length += len(text)
        if length > MOST_CHARACTERS:
            return
        yield text


def text_of(page: PageObject) -> str:
    try:
        text = page.extract_text()
    except Exception:  # noqa: BLE001  pypdf raises any of them for a damaged page
        return ""
    return " ".join(BROKEN.sub("", CONTROL.sub("", text)).split())


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_PROCESSOR_TIME, MOST_PROCESSOR_TIME))
    for text in pages_of(io.BytesIO(sys.stdin.buffer.read())):
        # Lone surrogates, which a damaged font may give, have no UTF-8.
        line = json.dumps(text.encode("utf-8", "replace").decode())
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
