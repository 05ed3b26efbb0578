"""The version of a record that an import has read: it writes no other one."""

import hashlib

import orjson

from tables.columns.table import Table
from tables.stored_state import StoredState

# What changes when other pages are added, moved or renamed.
OF_THE_TREE = frozenset({"path", "depth", "numchild", "url_path", "latest_revision_created_at"})


def version_of(state: StoredState) -> str:
    """Equal for equal content of the same revision: "3f1c0a9b44d2e871"."""
    content = {name: state.content[name] for name in state.content.keys() - OF_THE_TREE}
    facts = [content, state.is_live, getattr(state.record, "latest_revision_id", None)]
    encoded = orjson.dumps(facts, default=str, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(encoded).hexdigest()[:16]


def columns_between(table: Table, before: StoredState, now: StoredState) -> list[str]:
    """The columns whose content differs between two states of a record."""
    return [
        column.name
        for column in table.columns
        if any(before.content.get(name) != now.content.get(name) for name in column.fields)
    ]
