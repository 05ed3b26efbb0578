"""What lies below a record: narrower themes, parts of an organisation."""

from collections import defaultdict
from collections.abc import Iterable

from archive.models import Facet


def within(kind: str, facet: str, keys: Iterable[str]) -> set[str]:
    """`keys`, and the keys of all public records below them. `facet` names what each lies below."""
    below: dict[str, list[str]] = defaultdict(list)
    rows = Facet.objects.filter(name=facet, record__kind=kind, record__live=True)
    for key, above in rows.values_list("record__key", "value"):
        below[above].append(key)
    found: set[str] = set()
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += below[key]
    return found
