"""Who may import and export which kinds."""

from typing import Any

from wagtail.permissions import policy_registry

from tables.columns.table import Table
from tables.kinds import TABLES


def tables_of(user: Any) -> list[Table]:
    """The kinds with records that `user` may add or change."""
    return [table for table in TABLES if _may_write(user, table)]


def _may_write(user: Any, table: Table) -> bool:
    policy = policy_registry.get_by_type(table.model)
    return policy.user_has_any_permission(user, ["add", "change"])
