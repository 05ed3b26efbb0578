"""Filters that name up to 100 records at once."""

import uuid
from dataclasses import dataclass
from typing import Any

from api.query.params import Parameter, Refused

MAX_BATCH = 100
UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"


@dataclass(frozen=True)
class Batch(Parameter):
    """Up to 100 names of records, with a comma between them."""

    longest: int = 4000
    is_list = True

    def read(self, value: str) -> tuple[str, ...]:
        names = tuple(value.split(","))
        if len(names) > MAX_BATCH:
            raise Refused(f"It names {len(names)} records. Give at most {MAX_BATCH} at once.")
        if len(set(names)) != len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise Refused(f"“{twice[:100]}” stands there twice. Give each once.")
        return tuple(map(self.name_of, names))

    def name_of(self, text: str) -> str:
        if not text or len(text) > 255:
            raise Refused("Give keys with commas between them.")
        return text


@dataclass(frozen=True)
class Ids(Batch):
    def name_of(self, text: str) -> str:
        try:
            return str(uuid.UUID(text))
        except ValueError as error:
            raise Refused("Give ids as documents have them, with commas between them.") from error

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{UUID}(,{UUID}){{0,{MAX_BATCH - 1}}}$"}
