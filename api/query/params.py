"""Query parameters. One declaration serves reading, OpenAPI and error messages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import parse_qsl

from django.http import HttpRequest

from api.http.errors import Problem, nearest
from cms.text.numbers import HOW, whole_number

MAX_QUERY_BYTES = 4096
MAX_PARAMETERS = 50
MAX_VALUE_LENGTH = 500


@dataclass(frozen=True)
class Parameter:
    """A text parameter. `repeatable`: repeating it means any of its values."""

    name: str
    help: str
    repeatable: bool = False
    longest: int = MAX_VALUE_LENGTH
    required: bool = False
    # Whether one value names several things, with commas between them.
    is_list: ClassVar[bool] = False
    # The facet that a filter looks at, where that has another name.
    facet: str = ""

    def read(self, value: str) -> Any:
        """Parse `value`. Raises `Refused` with what would be accepted."""
        return value

    def takes(self, value: str) -> bool:
        try:
            self.read(value)
        except Refused:
            return False
        return True

    def written(self, value: str) -> str:
        """`value` without what changes by itself: the day that "today" is."""
        return value

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": self.longest}


class Refused(ValueError):
    """A value that a parameter does not take. `part`: what of it is like something accepted."""

    def __init__(self, detail: str, accepted: Iterable[str] = (), part: str = "") -> None:
        super().__init__(detail)
        self.detail = detail
        self.accepted = list(accepted)
        self.part = part


@dataclass(frozen=True)
class Number(Parameter):
    """A whole number, from `least` to `most`."""

    least: int = 1
    most: int = 2_147_483_647

    def read(self, value: str) -> int:
        number = whole_number(value)
        if number is None or not self.least <= number <= self.most:
            raise Refused(f"Give a whole number from {self.least} to {self.most}, {HOW}.")
        return number

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True)
class Choice(Parameter):
    """One of a list of words."""

    choices: tuple[str, ...] = ()

    def read(self, value: str) -> str:
        if value not in self.choices:
            raise Refused(f"“{value}” is none of the accepted values.", self.choices)
        return value

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.choices)}


class Query(dict[str, list[Any]]):
    """`{name: values}` of a request, and the texts that the values were read from.

    `is_of_today`: tomorrow the same request means something else.
    """

    def __init__(self) -> None:
        super().__init__()
        self.texts: dict[str, list[str]] = {}
        self.is_of_today = False

    def take(self, parameter: Parameter, name: str, text: str) -> None:
        written = parameter.written(text)
        self.setdefault(name, []).append(_read(parameter, written))
        self.is_of_today |= written != text
        self.texts.setdefault(name, []).append(written)


def read_query(
    request: HttpRequest, declared: Mapping[str, Parameter], longest: int = MAX_QUERY_BYTES
) -> Query:
    """All parameters of the request, parsed. The query has at most `longest` bytes.

    Raises Problem: 414 for a query that is too long; 400 for a query that is not UTF-8, for an
    unknown name and for a value that is not accepted. One 400 lists all such errors.
    """
    values = Query()
    errors = []
    for name, value in _pairs(request.META.get("QUERY_STRING", ""), longest):
        parameter = declared.get(name)
        if parameter is None:
            errors.append(_unknown(name, declared))
            continue
        if name in values and not parameter.repeatable:
            texts = [*values.texts.get(name, ()), value]
            errors.append(_error(name, value, _once(parameter, texts)))
            continue
        try:
            values.take(parameter, name, value)
        except Refused as refused:
            errors.append(_refused(name, value, refused, parameter))
    errors += [
        _error(name, "", f"It is missing. {parameter.help}")
        for name, parameter in declared.items()
        if parameter.required and name not in values
    ]
    if errors:
        raise invalid(errors)
    return values


def invalid(errors: list[dict[str, Any]]) -> Problem:
    """The 400 for these errors. Its detail is that of the first one."""
    unknown = "value" not in errors[0]
    code = "unknown_parameter" if unknown else "invalid_parameter"
    first = errors[0]
    detail = f"{first['parameter']}: {first['detail']}"
    if first.get("nearest"):
        detail += f" Did you mean “{first['nearest']}”?"
    return Problem(400, code, detail, errors=errors)


def refused_value(name: str, value: str, detail: str, like: Iterable[str] = ()) -> Problem:
    """The 400 for a value that only the archive can refuse. `like`: similar values that it has."""
    error = _error(name, value, detail)
    return invalid([{**error, "nearest": nearest(value[:100], like), "allowed": []}])


def _pairs(query: str, longest: int) -> list[tuple[str, str]]:
    if len(query) > longest:
        detail = f"A query has at most {longest} bytes."
        raise Problem(414, "uri_too_long", detail)
    try:
        text = query.encode("latin-1").decode()  # WSGI decodes bytes as Latin-1
        pairs = parse_qsl(
            text, keep_blank_values=True, errors="strict", max_num_fields=MAX_PARAMETERS
        )
    except UnicodeError as error:
        raise Problem(400, "bad_request", "The query is not UTF-8.") from error
    except ValueError as error:
        detail = f"A query has at most {MAX_PARAMETERS} parameters."
        raise Problem(400, "bad_request", detail) from error
    if any("\x00" in name or "\x00" in value for name, value in pairs):
        raise Problem(400, "bad_request", "The query holds a NUL character.")
    return pairs


def _read(parameter: Parameter, value: str) -> Any:
    if not value:
        raise Refused("It is empty. Give a value, or leave the parameter out.")
    if len(value) > parameter.longest:
        raise Refused(f"It is longer than {parameter.longest} characters.")
    return parameter.read(value)


def _unknown(name: str, declared: Mapping[str, Parameter]) -> dict[str, Any]:
    parameter = name[:100]
    return {
        "parameter": parameter,
        "detail": "There is no such parameter here.",
        "nearest": nearest(parameter, declared),
        "allowed": sorted(declared),
    }


def _once(parameter: Parameter, texts: list[str]) -> str:
    """`texts`: the values that were taken, and the one that is refused."""
    detail = "It may be given once only."
    if parameter.is_list and len(texts) > 1:
        together = ",".join(text[:50] for text in texts)
        detail += f" Put commas between its values: {parameter.name}={together}."
    return detail


def one_by_one(name: str, value: str) -> str:
    """What to do in place of commas between the values of a filter that may be repeated."""
    first, second, *_more = value[:100].split(",")
    return f" Give the filter once for each value: {name}={first}&{name}={second}."


def _refused(name: str, value: str, refused: Refused, parameter: Parameter) -> dict[str, Any]:
    detail = refused.detail
    if parameter.repeatable and "," in value and all(map(parameter.takes, value.split(","))):
        detail += one_by_one(name, value)
    error = _error(name, value, detail, refused.accepted)
    if refused.part:
        error["nearest"] = nearest(refused.part[:100], refused.accepted)
    return error


def _error(name: str, value: str, detail: str, accepted: Iterable[str] = ()) -> dict[str, Any]:
    accepted = list(accepted)
    return {
        "parameter": name,
        "value": value[:100],
        "detail": detail,
        "nearest": nearest(value[:100], accepted),
        "allowed": accepted,
    }
