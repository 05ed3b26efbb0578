"""BibTeX: `@misc{WP1725, title = {{Human Rights, Peace and Security}}, …}`.

The text is UTF-8. Signs that TeX reads are written by name. Parsers count braces, even those with a
backslash before them: where they do not come in pairs they have a name too. Every record is
`@misc`, the one type that demands nothing which a source may not state.
"""

import hashlib
import re
from collections.abc import Iterator
from itertools import accumulate

from api.formats.citation import Citation, citation
from api.formats.texts import line
from archive.registry import Document

SIGNS = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "%": r"\%", "&": r"\&", "$": r"\$", "#": r"\#", "_": r"\_",
}  # fmt: skip
PAIRED = str.maketrans(SIGNS | {"{": r"\{", "}": r"\}"})
LONE = str.maketrans(SIGNS | {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"})
# Signs that TeX would make one of: a dash of hyphens, marks of quotation, Spanish ones.
JOINED = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=[`!?])(?=`)|(?<=<)(?=<)|(?<=>)(?=>)|(?<=,)(?=,)")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def bibtex(document: Document, archive: str) -> str:
    cited = citation(document, archive)
    fields = ",\n".join(f"  {name} = {value}" for name, value in _fields(cited))
    return f"@misc{{{_key(cited.id)},\n{fields}\n}}\n"


def _key(text: str) -> str:
    """A key that no other text has, with the letters that TeX reads."""
    key = re.sub(r"[^A-Za-z0-9_-]", "-", text)
    if key == text:
        return key
    return f"{key}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def _fields(cited: Citation) -> Iterator[tuple[str, str]]:
    yield (
        "title",
        f"{{{{{_escaped(cited.title)}}}}}",
    )  # twice, so that no style changes its capitals
    if cited.authors:
        names = " and ".join(_braced(name) for name in cited.authors)
        yield "author", f"{{{names}}}"  # each in braces: a name is not taken apart
    if cited.extended:
        yield "year", _braced(cited.date_in_words or "")
        if not cited.extended.days:  # BibLaTeX reads EDTF of level 1
            yield "date", f"{{{cited.extended.edtf}}}"
    elif cited.start:
        yield "year", _braced(cited.start[:4])
        if cited.start[5:7]:
            yield "month", MONTHS[int(cited.start[5:7]) - 1]
        yield "date", _braced("/".join(filter(None, (cited.start, cited.end))))
    texts = {
        "organization": " and ".join(cited.organisers),
        "series": cited.series,
        "number": cited.number,
        "address": cited.place,
        "publisher": cited.publisher or "",
        "archive": cited.archive,
        "abstract": cited.abstract,
        "keywords": ", ".join(cited.keywords),
        "language": cited.language,
        "note": ". ".join([*cited.notes, *([cited.dates_stated] if cited.dates_stated else [])]),
    }
    for name, text in texts.items():
        if text:
            yield name, _braced(text)
    address = _address(cited.url)
    yield "howpublished", f"{{\\url{{{address}}}}}"
    yield "url", f"{{{address}}}"


def _braced(text: str) -> str:
    return f"{{{_escaped(text)}}}"


def _escaped(text: str) -> str:
    text = line(text)
    return JOINED.sub("{}", text.translate(PAIRED if _is_paired(text) else LONE))


def _is_paired(text: str) -> bool:
    """Whether every brace in `text` is closed, and none before it was opened."""
    depths = list(accumulate((sign == "{") - (sign == "}") for sign in text))
    return not depths or (min(depths) >= 0 and depths[-1] == 0)


def _address(url: str) -> str:
    """An address as it stands, but for braces, which no address needs."""
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
