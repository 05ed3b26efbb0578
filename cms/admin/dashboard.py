"""The dashboard: what is new, and what is incomplete."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import Model
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel
from wagtail.models import Revision

from cms.models import ScheduleFailure

from .incomplete import findings
from .links import edit_url, editable_by

MAX_ITEMS = 8
# The number of versions to read for MAX_ITEMS records: one record may have many versions.
MAX_REVISIONS = 60

# Both name a record by its content type and its id.
Row = TypeVar("Row", Revision, ScheduleFailure)


def put_own_drafts_first(panels: list[Any]) -> None:
    """A draft that came back waits for its editor: it stands above what is news to everybody."""
    for panel in panels:
        if isinstance(panel, UserObjectsInWorkflowModerationPanel):
            panel.order = 103


class NewsPanel(Component):
    """The last saved records of all kinds, by all users."""

    name = "archive_news"
    template_name = "cms/admin/news.html"
    order = 110

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"items": newest(parent_context["request"].user)}


class IncompletePanel(Component):
    """What is missing, with a link to each record."""

    name = "archive_incomplete"
    template_name = "cms/admin/incomplete.html"
    order = 120

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"findings": findings(parent_context["request"].user)}


def newest(user: Any) -> list[dict[str, Any]]:
    """`[{"name", "kind", "url", "at", "by"}]`, the newest first."""
    return [
        {
            "name": revision.object_str,
            "kind": model._meta.verbose_name,
            "url": edit_url(model, revision.object_id),
            "at": revision.created_at,
            "by": revision.user,
        }
        for model, revision in editable(user, newest_revisions())[:MAX_ITEMS]
    ]


def newest_revisions() -> list[Revision]:
    """The newest version of each record among the last saved versions."""
    revisions = Revision.objects.select_related("content_type", "user").defer("content")
    newest: dict[tuple[int, str], Revision] = {}
    for revision in revisions.order_by("-created_at", "-pk")[:MAX_REVISIONS]:
        newest.setdefault((revision.content_type_id, revision.object_id), revision)
    return list(newest.values())


def editable(user: Any, rows: list[Row]) -> list[tuple[type[Model], Row]]:
    """The rows about records that `user` may edit, with their models. One query for each kind."""
    ids: dict[type[Model], list[str]] = {}
    for row in rows:
        ids.setdefault(row.content_type.model_class() or Model, []).append(row.object_id)
    ids.pop(Model, None)
    allowed = {
        (model, str(pk))
        for model, pks in ids.items()
        for pk in editable_by(user, model).filter(pk__in=pks).values_list("pk", flat=True)
    }
    pairs = [(row.content_type.model_class() or Model, row) for row in rows]
    return [(model, row) for model, row in pairs if (model, row.object_id) in allowed]
