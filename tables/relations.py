"""Records by the keys that rows name them with."""

from typing import Any

from wagtail.models import Locale

from archive.models import PublicRecord
from archive.registry import registry
from cms.models import Identifier
from cms.models.record import localised_key

from .problems import Unreadable, nearest

FIELDS = ("pk", "uid", "slug", "code", "locale_id", "translation_key")


class Links:
    """`pk` of a key and `key` of a pk, for the kinds that are asked for, each read once.

    A record is found by its public key, by its address and by every key that it once had; the
    case of letters makes no difference. Rows that are yet to be created take part with numbers
    below zero.
    """

    def __init__(self) -> None:
        self._pks: dict[str, dict[str, int]] = {}
        self._keys: dict[str, dict[int, str]] = {}
        self._originals: dict[str, dict[str, int]] = {}
        self.languages = dict(Locale.objects.values_list("pk", "language_code"))

    def find(self, kind: str, key: str) -> int | None:
        return self._of(kind).get(key.casefold())

    def pk(self, kind: str, key: str) -> int:
        found = self.find(kind, key)
        if found is None:
            near = nearest(key, self._of(kind))
            raise Unreadable(f"There is no {kind} with the key “{key}”.{near}")
        return found

    def key(self, kind: str, pk: int) -> str | None:
        """The key of a record; None for one that is gone."""
        self._of(kind)
        return self._keys[kind].get(pk)

    def original(self, kind: str, translation_key: Any, pk: int) -> str | None:
        """The key of the first record in any language; None when it is this one."""
        self._of(kind)
        first = self._originals[kind].get(str(translation_key), pk)
        return None if first == pk else self.key(kind, first)

    def add(self, kind: str, key: str, pk: int) -> None:
        self._of(kind)[key.casefold()] = pk
        self._keys[kind][pk] = key

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
        # The surest names come last, and win.
        pks = {key.casefold(): by_uid[uid] for key, uid in former if uid in by_uid}
        wanted = {}
        for row in rows:
            for base in filter(None, (row["slug"], row.get("code"))):
                wanted[row["pk"]] = _localised(base, self.languages.get(row.get("locale_id", 0)))
                pks[wanted[row["pk"]].casefold()] = row["pk"]
        self._keys[kind] = {row["pk"]: public.get(row["uid"]) or wanted[row["pk"]] for row in rows}
        self._originals[kind] = {str(row.get("translation_key")): row["pk"] for row in rows}
        self._pks[kind] = pks | {key.casefold(): pk for pk, key in self._keys[kind].items()}


def _localised(base: str, language: str | None) -> str:
    return localised_key(base, language) if language else base
