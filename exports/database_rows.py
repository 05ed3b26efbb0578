"""The tables of content, and their rows as JSON.

This module lists every model of the site: as a table, or with the reason why it is left out.
"""

from collections.abc import Iterator
from typing import Any

import orjson
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import ExpressionWrapper, F, Field, JSONField, Model
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField

from archive.registry import registry

Row = dict[str, Any]

# In the order of importance for a reader. The database accepts any order.
FIRST_TABLES = (
    "wagtailcore.Locale",
    "wagtailcore.Collection",
    "wagtailcore.Page",
    "wagtailcore.Site",
)
MORE_TABLES = (
    "cms.CustomRendition",
    "cms.Identifier",
    "cms.ErasedKey",
    "archive.PublicRecord",
    "archive.FormerPath",
    "taggit.Tag",
    "taggit.TaggedItem",
    "wagtailredirects.Redirect",
    "wagtailcore.PageViewRestriction",
    "wagtailcore.CollectionViewRestriction",
    "importer.KeptFile",
    "importer.KeptText",
    "importer.ImportedPage",
    "wagtailcore.Revision",
    "wagtailcore.PageLogEntry",
    "wagtailcore.ModelLogEntry",
)

ACCOUNTS = "Accounts and permissions belong to an installation, not to the archive."
PASSING = "It exists while people work and has no value later."
MODERATION = "Open moderation belongs to the people of an installation."
DERIVED = "Plenary derives it from other tables."
DELETED = "It was deleted, and is no part of the archive."
SECRET = "It is a secret. Who restores the archive sets a new one."  # noqa: S105  no password

# The models and columns that are left out, with the reason.
LEFT_OUT = {
    "archive.Entry": "It is the history, which has its own files.",
    "archive.Head": "It is the end of the history, which has its own file.",
    "webhooks.PurgeCursor": "How far the caches of an installation are purged.",
    "webhooks.Delivery": PASSING,
    "archive.Dependency": DERIVED,
    "webhooks.Endpoint": "Webhooks and their secrets belong to an installation.",
    "exports.Export": PASSING,
    "archive.Facet": DERIVED,
    "archive.FacetCount": DERIVED,
    "exports.FixityFinding": "It describes one media storage. The new one needs a new check.",
    "exports.FixityRun": "It describes one media storage. The new one needs a new check.",
    "archive.FileText": DERIVED,
    "archive.PageText": DERIVED,
    "archive.Pending": PASSING,
    "archive.PublicRecord.end": DERIVED,
    "archive.PublicRecord.ordinal": DERIVED,
    "archive.PublicRecord.start": DERIVED,
    "archive.PublicRecord.summary": DERIVED,
    "archive.PublicRecord.title": DERIVED,
    "archive.SearchEntry": DERIVED,
    "archive.SearchText": DERIVED,
    "archive.SearchWord": DERIVED,
    "importer.FileBatch": PASSING,
    "importer.FileBatchPart": PASSING,
    "importer.KeptFilePart": "Its bytes are in evidence/.",
    "tables.TableImport": PASSING,
    "tables.ColumnMapping": "What the people of an installation have said of their office tables.",
    "tables.TableUpload": PASSING,
    "tables.TableUploadPart": PASSING,
    "auth.Group": ACCOUNTS,
    "auth.Group_permissions": ACCOUNTS,
    "auth.Permission": ACCOUNTS,
    "auth.User": ACCOUNTS,
    "auth.User_groups": ACCOUNTS,
    "auth.User_user_permissions": ACCOUNTS,
    "axes.AccessAttempt": ACCOUNTS,
    "axes.AccessAttemptExpiration": ACCOUNTS,
    "axes.AccessFailureLog": ACCOUNTS,
    "axes.AccessLog": ACCOUNTS,
    "cms.EditingPlace": PASSING,
    "cms.EndedPreviews": PASSING,
    "cms.FinderEntry": DERIVED,
    "cms.Merge": DELETED,
    "cms.Split": DELETED,
    "cms.Trashed": DELETED,
    "cms.TranslationBasis": MODERATION,
    "cms.PreviewCode": PASSING,
    "cms.Release": MODERATION,
    "cms.ReleaseItem": MODERATION,
    "cms.ScheduleFailure": PASSING,
    "contenttypes.ContentType": DERIVED,
    "django_tasks_database.DBTaskResult": PASSING,
    "home.Subscription": "Readers gave their addresses to one site only.",
    "sessions.Session": PASSING,
    "simple_translation.SimpleTranslation": "It has no rows.",
    "wagtailadmin.Admin": "It has no rows.",
    "wagtailadmin.EditingSession": PASSING,
    "wagtailadmin.FormState": PASSING,
    "wagtailcore.APIToken": ACCOUNTS,
    "wagtailcore.CollectionViewRestriction.password": SECRET,
    "wagtailcore.CollectionViewRestriction_groups": ACCOUNTS,
    "wagtailcore.Comment": MODERATION,
    "wagtailcore.CommentReply": MODERATION,
    "wagtailcore.GroupApprovalTask": MODERATION,
    "wagtailcore.GroupApprovalTask_groups": MODERATION,
    "wagtailcore.GroupCollectionPermission": ACCOUNTS,
    "wagtailcore.GroupPagePermission": ACCOUNTS,
    "wagtailcore.GroupSitePermission": ACCOUNTS,
    "wagtailcore.PageSubscription": ACCOUNTS,
    "wagtailcore.PageViewRestriction.password": SECRET,
    "wagtailcore.PageViewRestriction_groups": ACCOUNTS,
    "wagtailcore.ReferenceIndex": DERIVED,
    "wagtailcore.Task": MODERATION,
    "wagtailcore.TaskState": MODERATION,
    "wagtailcore.UploadedFile": PASSING,
    "wagtailcore.Workflow": MODERATION,
    "wagtailcore.WorkflowContentType": MODERATION,
    "wagtailcore.WorkflowPage": MODERATION,
    "wagtailcore.WorkflowState": MODERATION,
    "wagtailcore.WorkflowTask": MODERATION,
    "wagtaildocs.Document": "The documents are in cms.CustomDocument.",
    "wagtailembeds.Embed": "It is the answer of another site, which nothing here shows.",
    "wagtailimages.Image": "The images are in cms.CustomImage.",
    "wagtailimages.Rendition": "The images are in cms.CustomImage.",
    "wagtailsearch.IndexEntry": DERIVED,
    "wagtailsearch.SQLiteFTSIndexEntry": DERIVED,
    "wagtailusers.UserProfile": ACCOUNTS,
}


def labels() -> list[str]:
    """The names of the tables: those of each kind of record between those of Wagtail and others."""
    return [*FIRST_TABLES, *_labels_of_kinds(), *MORE_TABLES]


def _labels_of_kinds() -> Iterator[str]:
    """Each kind with its ordered parts, the site first."""
    models = [resource.model for resource in registry]
    for model in sorted(models, key=lambda model: model._meta.app_label == "cms"):
        yield model._meta.label
        for relation in get_all_child_relations(model):
            if relation.related_model._meta.app_label == model._meta.app_label:
                yield relation.related_model._meta.label


def tables() -> list[Any]:
    """The models of all tables."""
    return [apps.get_model(label) for label in labels()]


def fields_of(model: type[Model]) -> list[Any]:
    """The columns of a table that an export holds."""
    fields = model._meta.local_concrete_fields
    return [field for field in fields if why_left_out(model, field) is None]


def why_left_out(model: type[Model], field: Field) -> str | None:
    """The reason why a column is left out, or None. Links to users are always left out."""
    if field.related_model is get_user_model():
        return ACCOUNTS
    return LEFT_OUT.get(f"{model._meta.label}.{field.name}")


def read(model: Any) -> Iterator[Row]:
    """The rows of a table by primary key, as `{column: value}` with JSON types."""
    fields = fields_of(model)
    # Read stored blocks directly: Wagtail would drop blocks of unknown types.
    plain = {
        f"raw_{field.name}": ExpressionWrapper(F(field.name), output_field=JSONField())
        for field in fields
        if isinstance(field, StreamField)
    }
    names = [
        f"raw_{field.name}" if isinstance(field, StreamField) else field.attname for field in fields
    ]
    rows = model._base_manager.annotate(**plain).order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=1000):
        yield {
            field.attname: to_json(field, value) for field, value in zip(fields, row, strict=True)
        }


def to_json(field: Field, value: Any) -> Any:
    """The JSON value of a column. A content type becomes its name, other objects become text."""
    if value is not None and field.related_model is ContentType:
        content_type = ContentType.objects.get_for_id(value)
        return f"{content_type.app_label}.{content_type.model}"
    if isinstance(value, str | int | float | bool | None):
        return value if not isinstance(value, str) else str(value)
    if isinstance(field, StreamField | JSONField):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def line_of(row: Row) -> bytes:
    """A row as a line. The names are sorted, so every database gives the same bytes."""
    return orjson.dumps(row, option=orjson.OPT_SORT_KEYS) + b"\n"
