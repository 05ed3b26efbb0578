"""What lies below a record: narrower themes, parts of an organisation."""

from collections import defaultdict
from collections.abc import Iterable

from archive.models import Facet


def within(kind: str, facet: str, keys: Iterable[str]) -> set[str]:
    """`keys`, and the keys of all public records below them. `facet` names what each lies below."""
    rows = Facet.objects.filter(name=facet, record__kind=kind, record__live=True)
    return below(rows.values_list("record__key", "value"), keys)


def below(rows: Iterable[tuple[str, str]], keys: Iterable[str]) -> set[str]:
    """`keys`, and all that lie below them. `rows`: a key, and the one above it."""
    children: dict[str, list[str]] = defaultdict(list)
    for key, above in rows:
        children[above].append(key)
    keys_below: set[str] = set()
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        if key not in keys_below:
            keys_below.add(key)
            waiting += children[key]
    return keys_below
