"""Which changes take something out of public sight: what shows it may not wait."""

from typing import Any

from archive.publisher.dependencies import Change


def those_that_hide(changes: list[Change]) -> list[Change]:
    """The withdrawals among `changes`, and the documents that lose something they had."""
    return [
        change
        for change in changes
        if change.after is None or loses(change.before or {}, change.after.document)
    ]


def loses(before: Any, after: Any) -> bool:
    """Whether `after` lacks a value, an item or a linked record that `before` has.

    Other words for the same thing are no loss: they may be known a minute later.
    """
    if isinstance(before, dict) and isinstance(after, dict):
        return before.get("id") != after.get("id") or any(
            loses(value, after.get(name)) for name, value in before.items() if name != "meta"
        )
    if isinstance(before, list) and isinstance(after, list):
        return len(after) < len(before) or any(map(loses, before, after))
    return bool(before) and not after
