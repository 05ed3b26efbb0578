"""What is said of a person: the office, and the body or the place."""

import re

from importer.extract.name_chunks import HEAD_NOUN
from importer.extract.person_names import HAS_ROLE
from importer.extract.words.offices import is_agent
from importer.extract.words.places import is_place

ACRONYM = re.compile(r"[A-Z][A-Z&/.-]{1,9}(?:\s[A-Z]\w+)?")
# "Professor of Law at the University of Oxford": the office, and where.
AT = re.compile(r"\s+(?:at|in|an der|am|à l[’']|à la|en la|bei der|beim)\s*(?:the\s+)?(?=[A-ZÀ-Ý])")
# "Oceans Justice Initiative" is a body, though it has the noun of an office.
BODY_NAMED = re.compile(rf"(?:[A-Z][\w’'-]*\s+){{1,5}}{HEAD_NOUN.pattern}")
# "Permanent Representative to the United Nations Office at Geneva": the place is part of the name.
SEAT = re.compile(r"\b(?:Office|Mission|Offices)$")
NAMED_BODY = re.compile(
    r"[A-ZÀ-Ý][\w’'&.-]*(?:\s+(?:(?:of|for|and|&|the|de)\s+){0,2}[A-ZÀ-Ý][\w’'&.-]*){1,6}"
)
MOST_IN_OFFICE = 3


def may_be_about(text: str) -> bool:
    """Whether `text` has the noun of an office or of an organisation, or is a place."""
    return bool(
        HAS_ROLE.search(text) or HEAD_NOUN.search(text) or ACRONYM.fullmatch(text) or is_place(text)
    )


def split_about(about: str) -> tuple[str | None, str | None]:
    """`("Director", "Lake Institute")`: the office, and the body or the place."""
    parts = _parts(re.sub(r"^(?:of|from|de|von)\s+(?:the\s+)?(?=[A-ZÀ-Ý])", "", about.strip()))
    if not parts:
        return None, None
    if _is_office(parts[0], alone=len(parts) == 1):
        place = AT.search(parts[0])
        if (
            place
            and not SEAT.search(parts[0][: place.start()])
            and _may_be_body(parts[0][place.end() :], place.group())
        ):
            parts = [parts[0][: place.start()], parts[0][place.end() :], *parts[1:]]
        return _bare(parts[0]), ", ".join(parts[1:]) or None
    if len(parts) > 1 and HAS_ROLE.search(parts[-1]) and not HEAD_NOUN.search(parts[-1]):
        return _bare(parts[-1]), ", ".join(parts[:-1])
    return None, ", ".join(parts)


def _may_be_body(text: str, joint: str) -> bool:
    """Whether what stands behind "at" or "in" is a body or a place. Behind "at" two words with
    capital letters are enough."""
    named = joint.split(maxsplit=1)[0] == "at" and NAMED_BODY.fullmatch(text)
    return bool(HEAD_NOUN.search(text) or is_place(text) or named)


def _is_office(part: str, *, alone: bool) -> bool:
    if HAS_ROLE.search(part) and not BODY_NAMED.fullmatch(part):
        return True
    if HEAD_NOUN.search(part) or ACRONYM.fullmatch(part) or is_place(part):
        return False
    agent = len(part.split()) <= MOST_IN_OFFICE and is_agent(part)
    return not alone or part[:1].islower() or agent


def _bare(role: str) -> str | None:
    role = re.sub(r"\s*\([^()]*\d{4}[^()]*\)$|\s*\(\d{4}–\d\d\)$", "", role)
    role = re.sub(r"^(?:the|then|as|a|an)\s+", "", role.strip(" ,."), flags=re.IGNORECASE)
    return re.sub(r"\s+(?:at|of) the [a-z]+$", "", role) or None


def _parts(about: str) -> list[str]:
    """Split at commas, but not within the name of one body: "Chair of the Committee on Economic,
    Social and Cultural Rights"."""
    parts = [part.strip() for part in re.split(r",\s+", " ".join(about.split())) if part.strip()]
    while len(parts) > 1 and re.search(r"\b(?:on|for|of)\s+(?:the\s+)?[^,]+$", parts[0]):
        short = r"(?:and\s+)?[\w’'-]+(?:\s+[\w’'-]+)?(?:\s+(?:and|&)\s+[\w’' -]+)?$"
        rest = " ".join(parts[1:])
        if (
            not re.match(short, parts[1])
            or not re.search(r"\band\b|&", rest)
            or HEAD_NOUN.search(parts[1])
        ):
            break
        parts = [f"{parts[0]}, {parts[1]}", *parts[2:]]
    return parts
