"""The names in a cell: several of them, “Surname, First”, and the office behind a name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from tables.problems import InvalidCell

from .vocabulary.labels import fold

SEPARATOR = re.compile(r"[;\n\r•·]+")
BULLET = re.compile(r"^(?:[-–—*]|\(?\d{1,2}[.)])\s+")
HONORIFIC = re.compile(
    r"^((?:(?:Prof|Dr\.?-?Ing|Dr|Mr|Mrs|Ms|Mx|Mme|Mlle|Sr|Sra|Herr|Frau|Sir|Dame|Hon|Rev|H\.\s?E|S\.\s?E)"
    r"(?:\.|essor|\b)\s*)+)(?=\S)"
)
DASH = re.compile(r" [–—-] ")
PARTICLES = frozenset(
    [
        *("de", "da", "do", "dos", "das", "del", "der", "den", "di", "du", "la", "las", "le"),
        *("los", "van", "von", "y", "zu", "el", "al", "ten"),
    ]
)
OFFICE = re.compile(
    r"\b(?:minist|ambassad|embajad|botschaft|direct|direkt|presiden|präsident|président|professor|"
    r"secretar|secrétair|sekret|commission|komm?iss|representa|vertret|rapporteur|counsel|berat|"
    r"chair|head|leiter|jefe|chef|judge|richter|officer|coordinat|koordinat|expert|univers|institut)",
    re.IGNORECASE,
)
ACRONYM = re.compile(r"[A-Z][A-Z&./-]{1,14}")


@dataclass(frozen=True)
class CellName:
    """A name, and what is behind it in brackets or after a dash: an office, a role, an acronym."""

    name: str
    behind: str = ""
    fields: dict[str, str] = field(default_factory=dict)  # of a new record


def several(text: str) -> list[str]:
    """The names in a cell, one a line or with semicolons between them."""
    parts = (BULLET.sub("", part.strip()).strip() for part in SEPARATOR.split(text))
    return list(dict.fromkeys(part for part in parts if part))


def with_behind(text: str) -> tuple[str, str]:
    """`("Jane Doe", "Judge")` for “Jane Doe (Judge)” and for “Jane Doe – Judge”."""
    if text.endswith(")") and "(" in text[1:]:
        name, _bracket, behind = text[:-1].rpartition("(")
    else:
        name, *rest = DASH.split(text, maxsplit=1)
        behind = rest[0] if rest else ""
    return (name.strip(), behind.strip()) if name.strip() else (text, "")


def organisation(text: str) -> CellName:
    name, behind = with_behind(text)
    if ACRONYM.fullmatch(behind):
        return CellName(name, fields={"name": name, "acronym": behind})
    return CellName(name, behind, {"name": name})


def are_one_word_each(text: str) -> bool:
    """Whether commas separate names: “UNICEF, UNHCR, OHCHR”."""
    parts = [part.strip() for part in text.split(",")]
    return len(parts) > 1 and all(part and " " not in part for part in parts)


# -- People ---------------------------------------------------------------------------------------


def people(text: str, *, surname_first: bool) -> list[CellName]:
    """The people of one part of a cell: one, or several with a comma between full names."""
    name, behind = with_behind(text)
    parts = [part.strip() for part in name.split(",") if part.strip()]
    if len(parts) > 1 and OFFICE.search(parts[1]):
        return [_person(parts[0], behind or ", ".join(parts[1:]))]
    if len(parts) == 2 and (surname_first or _is_surname(parts[0])):
        return [_person_of(given=parts[1], family=parts[0], behind=behind)]
    if len(parts) > 2 and all(" " in part for part in parts):
        return [_person(part, "") for part in parts]
    if len(parts) != 1:
        raise InvalidCell(
            f"“{text}” may be one name or several. Write “Surname, First”, put a semicolon between "
            "names, and put an office in brackets."
        )
    return [_person(parts[0], behind)]


def are_surnames_first(texts: Iterable[str]) -> bool:
    """Whether a column writes “Surname, First”: what most of its names with a comma show."""
    firsts = [part[0] for text in texts if len(part := text.split(",")) == 2]
    return bool(firsts) and 2 * sum(map(_is_surname, firsts)) > len(firsts)


def _is_surname(text: str) -> bool:
    """One word, with particles: “van der Berg”. HONORIFIC is no part of it."""
    words = HONORIFIC.sub("", text).split()
    return sum(word.lower() not in PARTICLES for word in words) == 1


def _person(text: str, behind: str) -> CellName:
    name, honorific = _without_honorific(text)
    return CellName(name, behind, {"name": name} | honorific)


def _person_of(given: str, family: str, behind: str) -> CellName:
    given, honorific = _without_honorific(given)
    family, before = _without_honorific(family)
    name = f"{given} {family}"
    fields = {"name": name, "given_name": given, "family_name": family}
    return CellName(name, behind, fields | before | honorific)


def _without_honorific(text: str) -> tuple[str, dict[str, str]]:
    match = HONORIFIC.match(text)
    if not match:
        return text, {}
    return text[match.end() :].strip(), {"honorific": match[1].strip()}


def name_fold(kind: str, text: str) -> str:
    """A name as it is compared, without case and accents. The order of a person's names and an
    article before an organisation do not matter."""
    if kind == "person":
        return "-".join(sorted(fold(HONORIFIC.sub("", text)).split("-")))
    return fold(text).removeprefix("the-")


def question_of(kind: str, name: str) -> str:
    """How answers about a name call it: "partner:unicef"."""
    return f"{kind}:{name_fold(kind, name)}"
