"""Read files in a process of its own, whatever is in them: details and the text of pages."""

import json
import shutil
import tempfile
from pathlib import Path, PurePosixPath
from typing import IO

from cms.pictures.process import answer_of

from . import details
from .details import REFUSED, Unreadable

PAGE_TEXTS = Path(__file__).with_name("page_texts.py")  # it loads pypdf, which is large
ENDINGS = frozenset({".pdf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"})
DAMAGED = "The file is damaged, or no program here can read it."


def may_have_details(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in ENDINGS


def read_details(file: IO[bytes]) -> list[list[str]]:
    """`[["Author", "A. Writer"], …]`. Raises Unreadable."""
    return [[str(label), str(value)] for label, value in json.loads(_run("read", file))]


def remove_details(file: IO[bytes]) -> bytes:
    """The bytes of the file without them. Raises Unreadable."""
    return _run("remove", file)


def read_page_texts(file: IO[bytes]) -> list[str]:
    """The text of each page of a PDF. Of a damaged or very long file: of the pages before."""
    if not details.is_pdf(file):
        return []
    file.seek(0)
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(file, copy)
        with answer_of(PAGE_TEXTS, copy) as (_code, answer):
            return [json.loads(line) for line in answer if line.endswith(b"\n")]


def _run(work: str, file: IO[bytes]) -> bytes:
    file.seek(0)
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(file, copy)
        with answer_of(details.__file__, copy, work) as (code, answer):
            content = answer.read()
    file.seek(0)
    if code == REFUSED:
        raise Unreadable(content.decode())
    if code:
        raise Unreadable(DAMAGED)
    return content
