"""The arguments of a request: which verb accepts which, and in which form."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import parse_qsl

from api.query.as_of import END_OF_DAY

LIST = (("metadataPrefix",), ("from", "until", "set", "resumptionToken"))
# The required and the optional arguments of each verb.
VERBS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "Identify": ((), ()),
    "ListMetadataFormats": ((), ("identifier",)),
    "ListSets": ((), ("resumptionToken",)),
    "GetRecord": (("identifier", "metadataPrefix"), ()),
    "ListIdentifiers": LIST,
    "ListRecords": LIST,
}
TOKEN = "resumptionToken"  # noqa: S105  the name of an argument
DAY, SECOND = "%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ"
ISO_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
FORMS = {DAY: ISO_DAY, SECOND: f"{ISO_DAY}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}Z"}


class OaiError(Exception):
    """An OAI-PMH error: a code of the protocol, and a message for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True)
class Arguments:
    """A valid request."""

    verb: str
    given: dict[str, str] = field(default_factory=dict)


def read_arguments(query: str) -> Arguments:
    """The arguments in `query`, whose bytes are Latin-1. Raises badVerb or badArgument."""
    pairs = pairs_in(query)
    verbs = [value for name, value in pairs if name == "verb"]
    if len(verbs) != 1 or verbs[0] not in VERBS:
        raise OaiError("badVerb", f"Give one verb: {', '.join(VERBS)}.")
    others = [name for name, _value in pairs if name != "verb"]
    if len(others) != len(set(others)):
        raise OaiError("badArgument", "An argument may be given once only.")
    arguments = {name: value for name, value in pairs if name != "verb"}
    insist(verbs[0], arguments)
    return Arguments(verbs[0], arguments)


def pairs_in(query: str) -> list[tuple[str, str]]:
    try:
        text = query.encode("latin-1").decode()
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=20)
    except ValueError as error:
        raise OaiError("badArgument", "The arguments cannot be read.") from error


def insist(verb: str, arguments: dict[str, str]) -> None:
    """Raise badArgument for an argument that `verb` does not accept, and for a missing one."""
    needed, optional = VERBS[verb]
    if unknown := arguments.keys() - {*needed, *optional}:
        accepted = ", ".join((*needed, *optional)) or "no other argument"
        raise OaiError("badArgument", f"{verb} takes {accepted}; {len(unknown)} other given.")
    if TOKEN in arguments:
        if len(arguments) > 1:
            raise OaiError("badArgument", "A resumptionToken stands alone beside the verb.")
    elif missing := [name for name in needed if name not in arguments]:
        raise OaiError("badArgument", f"{verb} needs {', '.join(missing)}.")


def read_span(arguments: dict[str, str]) -> tuple[datetime | None, datetime | None]:
    """`from` and `until`, both inclusive, to the second. Raises badArgument."""
    forms = {name: form_of(arguments[name]) for name in ("from", "until") if name in arguments}
    if len(set(forms.values())) > 1:
        raise OaiError("badArgument", "Give from and until both as days or both as times.")
    moments = {name: moment_of(arguments[name], form) for name, form in forms.items()}
    first, last = moments.get("from"), moments.get("until")
    if last is not None and forms["until"] == DAY:
        last = datetime.combine(last, END_OF_DAY)
    if first is not None and last is not None and first > last:
        raise OaiError("badArgument", "from is later than until.")
    return first, last


def form_of(text: str) -> str:
    for form, pattern in FORMS.items():
        if re.fullmatch(pattern, text):
            return form
    raise OaiError("badArgument", "Write a time as 2016-01-26 or 2016-01-26T18:00:00Z.")


def moment_of(text: str, form: str) -> datetime:
    try:
        return datetime.strptime(text, form).replace(tzinfo=UTC)
    except ValueError as error:
        raise OaiError("badArgument", "There is no such day or time.") from error
