"""Identifiers that others give: in registers of the world, and as addresses of the same thing."""

import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from api.query.params import Parameter, Refused
from cms.models.fields import validate_orcid, validate_ror, validate_wikidata

# A facet holds as much of an address.
LONGEST = 255


@dataclass(frozen=True)
class Register:
    """What gives identifiers: the address of each is `origin` and the identifier."""

    name: str
    origin: str
    validate: RegexValidator

    def address(self, identifier: str) -> str | None:
        return f"{self.origin}{identifier}" if identifier else None


ORCID = Register("ORCID", "https://orcid.org/", validate_orcid)
ROR = Register("ROR", "https://ror.org/", validate_ror)
WIKIDATA = Register("Wikidata", "https://www.wikidata.org/entity/", validate_wikidata)


@dataclass(frozen=True)
class ExternalId(Parameter):
    """An identifier of `register`, alone or behind an address, in any capitals."""

    register: Register = ORCID

    def read(self, value: str) -> str:
        name = value.rstrip("/").rpartition("/")[2]
        for written in (name, name.upper(), name.lower()):
            try:
                self.register.validate(written)
            except ValidationError:
                continue
            return f"{self.register.origin}{written}"
        raise Refused(str(self.register.validate.message))

    @property
    def schema(self) -> dict[str, Any]:
        pattern = re.compile(self.register.validate.regex).pattern
        alone = pattern.removeprefix("^").removesuffix(r"\Z")
        return {"type": "string", "pattern": f"^(https?://[a-z./]+/)?{alone}$"}


def identifier(name: str, register: Register) -> ExternalId:
    help_text = f"The identifier of {register.name}, alone or as its address."
    return ExternalId(name, help_text, repeatable=True, register=register)


@dataclass(frozen=True)
class Address(Parameter):
    """An address, as documents state it."""

    def read(self, value: str) -> str:
        return value[:LONGEST]


SAME_AS = Address(
    "same_as",
    "An address of exactly the same thing elsewhere, in full: of `same_as`, its website or a "
    "register.",
    repeatable=True,
)
