"""Find records by their keys, and keys by their records."""

from typing import Any

from wagtail.models import Locale

from archive.models import PublicRecord
from archive.registry import registry
from cms.models import Identifier, Venue
from cms.models.record import localised_key

from .problems import InvalidCell, nearest

FIELDS = ("pk", "uid", "slug", "code", "locale_id", "translation_key")


class Links:
    """The primary key of a key, and the key of a primary key. Each kind is loaded once.

    A record is found by its public key, by its slug and by every former key. Case does not matter.
    Rows without a record yet have negative numbers.
    """

    def __init__(self) -> None:
        self._pks: dict[str, dict[str, int]] = {}
        self._keys: dict[str, dict[int, str]] = {}
        self._originals: dict[str, dict[str, int]] = {}
        self._zones: dict[int, str] | None = None
        self.languages = dict(Locale.objects.values_list("pk", "language_code"))

    def zone_of_venue(self, pk: int | None) -> str:
        if self._zones is None:
            self._zones = dict(Venue.objects.values_list("pk", "time_zone"))
        return self._zones.get(pk, "") if pk else ""

    def find(self, kind: str, key: str) -> int | None:
        return self._of(kind).get(key.casefold())

    def pk(self, kind: str, key: str) -> int:
        pk = self.find(kind, key)
        if pk is None:
            near = nearest(key, self._of(kind))
            raise InvalidCell(f"There is no {kind} with the key “{key}”.{near}")
        return pk

    def key(self, kind: str, pk: int) -> str | None:
        """The key of a record. None when the record no longer exists."""
        self._of(kind)
        return self._keys[kind].get(pk)

    def original(self, kind: str, translation_key: Any, pk: int) -> str | None:
        """The key of the record that this one translates. None when it is the original."""
        self._of(kind)
        first = self._originals[kind].get(str(translation_key), pk)
        return None if first == pk else self.key(kind, first)

    def add(self, kind: str, key: str, pk: int) -> None:
        self._of(kind)[key.casefold()] = pk
        self._keys[kind][pk] = key

    def forget(self, kind: str) -> None:
        """Load this kind anew when it is needed."""
        self._pks.pop(kind, None)

    def _of(self, kind: str) -> dict[str, int]:
        if kind not in self._pks:
            self._load(kind)
        return self._pks[kind]

    def _load(self, kind: str) -> None:
        model: Any = registry[kind].model
        named = {field.attname for field in model._meta.concrete_fields} | {"pk"}
        names = [name for name in FIELDS if name in named]
        rows = list(model._default_manager.order_by("-pk").values(*names))
        public = dict(PublicRecord.objects.filter(kind=kind).values_list("uid", "key"))
        by_uid = {row["uid"]: row["pk"] for row in rows}
        former = Identifier.objects.filter(kind=kind).order_by("pk").values_list("key", "uid")
        # Later entries replace earlier ones, so the most certain names come last.
        pks = {key.casefold(): by_uid[uid] for key, uid in former if uid in by_uid}
        own_keys = {}
        for row in rows:
            for base in filter(None, (row["slug"], row.get("code"))):
                own_keys[row["pk"]] = _localised(base, self.languages.get(row.get("locale_id", 0)))
                pks[own_keys[row["pk"]].casefold()] = row["pk"]
        self._keys[kind] = {
            row["pk"]: public.get(row["uid"]) or own_keys[row["pk"]] for row in rows
        }
        self._originals[kind] = {str(row.get("translation_key")): row["pk"] for row in rows}
        self._pks[kind] = pks | {key.casefold(): pk for pk, key in self._keys[kind].items()}


def _localised(base: str, language: str | None) -> str:
    return localised_key(base, language) if language else base
