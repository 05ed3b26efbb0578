"""What an editor sees first: what is new, and what is incomplete."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from wagtail.admin.ui.components import Component
from wagtail.models import Revision

from .incomplete import findings
from .links import edit_url, editable_by

SHOWN = 8
# A record that is saved often has many versions: so many are looked through for the newest ones.
LOOKED_THROUGH = 60


class NewsPanel(Component):
    """The records that were saved last, of all kinds and by everybody."""

    name = "archive_news"
    template_name = "cms/admin/news.html"
    order = 110

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"items": newest(parent_context["request"].user)}


class IncompletePanel(Component):
    """What is missing, with a link to each place where it can be filled in."""

    name = "archive_incomplete"
    template_name = "cms/admin/incomplete.html"
    order = 120

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"findings": findings(parent_context["request"].user)}


def newest(user: Any) -> list[dict[str, Any]]:
    """`[{"name", "kind", "url", "at", "by"}]`, the last saved first."""
    return [
        {
            "name": revision.object_str,
            "kind": model._meta.verbose_name,
            "url": edit_url(model, revision.object_id),
            "at": revision.created_at,
            "by": revision.user,
        }
        for model, revision in editable(user, newest_revisions())[:SHOWN]
    ]


def newest_revisions() -> list[Revision]:
    """The newest version of each record among the last ones saved."""
    revisions = Revision.objects.select_related("content_type", "user").defer("content")
    newest: dict[tuple[int, str], Revision] = {}
    for revision in revisions.order_by("-created_at", "-pk")[:LOOKED_THROUGH]:
        newest.setdefault((revision.content_type_id, revision.object_id), revision)
    return list(newest.values())


def editable(user: Any, revisions: list[Revision]) -> list[tuple[type[Model], Revision]]:
    """Each revision that `user` may edit, with its model: one query for each kind of record."""
    ids: dict[type[Model], list[str]] = {}
    for revision in revisions:
        ids.setdefault(revision.content_type.model_class() or Model, []).append(revision.object_id)
    ids.pop(Model, None)
    allowed = {
        (model, str(pk))
        for model, pks in ids.items()
        for pk in editable_by(user, model).filter(pk__in=pks).values_list("pk", flat=True)
    }
    pairs = [(revision.content_type.model_class(), revision) for revision in revisions]
    return [
        (model, revision) for model, revision in pairs if (model, revision.object_id) in allowed
    ]
