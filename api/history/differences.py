"""What differs between two documents."""

from collections.abc import Iterator
from typing import Any

from api.rendering.render import Json

Path = tuple[str | int, ...]


class DocumentComparison:
    """Walks through two documents side by side.

    The time of publishing always differs, and is left out. Things in a list are compared by their
    places, and lists of different lengths as a whole. `api.admin.document_diff` does it for people.
    """

    def differences(self, before: Any, after: Any, path: Path = ()) -> Iterator[Any]:
        if before == after or path == ("meta", "published_at"):
            return
        if isinstance(before, dict) and isinstance(after, dict) and self.is_one(before, after):
            for name in dict.fromkeys([*before, *after]):
                if self.is_compared(name, after):
                    place = (*path, name)
                    yield from self.differences(before.get(name), after.get(name), place)
        elif isinstance(before, list) and isinstance(after, list):
            yield from self.of_lists(before, after, path)
        else:
            yield self.difference(before, after, path)

    def is_one(self, before: Json, after: Json) -> bool:
        """Whether two objects are the same thing, whose fields can be compared."""
        return True

    def is_compared(self, name: str, after: Json) -> bool:
        return True

    def of_lists(self, before: list[Any], after: list[Any], path: Path) -> Iterator[Any]:
        if len(before) != len(after):
            yield self.difference(before, after, path)
            return
        for place, (old, new) in enumerate(zip(before, after, strict=True)):
            yield from self.differences(old, new, (*path, place))

    def difference(self, before: Any, after: Any, path: Path) -> Any:
        """`{"path": JSON pointer, "before", "after"}`; null where there is nothing."""
        steps = (str(step).replace("~", "~0").replace("/", "~1") for step in path)
        return {"path": "".join(f"/{step}" for step in steps), "before": before, "after": after}
