"""Who may import and export which kinds."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from wagtail.permissions import policy_registry

from tables.columns.table import Table
from tables.kinds import TABLES
from tables.models import TableUpload


def tables_of(user: Any) -> list[Table]:
    """The kinds with records that `user` may add or change."""
    return [table for table in TABLES if _may_write(user, table)]


def allowed_tables(request: HttpRequest) -> list[Table]:
    tables = tables_of(request.user)
    if not tables:
        raise PermissionDenied
    return tables


def upload_of(request: HttpRequest, uid: UUID) -> TableUpload:
    """An upload of this user. Nobody else sees it."""
    allowed_tables(request)
    return get_object_or_404(TableUpload, pk=uid, user=request.user)


def _may_write(user: Any, table: Table) -> bool:
    policy = policy_registry.get_by_type(table.model)
    return policy.user_has_any_permission(user, ["add", "change"])
