"""The tables that hold what editors wrote, and their rows as JSON.

Every model of the site is here: as a table, or with the reason why it is none.
"""

from collections.abc import Iterator
from typing import Any

import orjson
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import ExpressionWrapper, F, Field, JSONField, Model
from wagtail.fields import StreamField

Row = dict[str, Any]

# In an order in which a reader meets them; a database takes them in any.
EXPORTED_MODELS = (
    "wagtailcore.Locale",
    "wagtailcore.Collection",
    "wagtailcore.Page",
    "wagtailcore.Site",
    "home.HomePage",
    "home.NavigationItem",
    "cms.SeriesPage",
    "cms.SeriesAlias",
    "cms.SeriesTheme",
    "cms.DefaultPartner",
    "cms.SeriesSource",
    "cms.EventPage",
    "cms.Partnership",
    "cms.Appearance",
    "cms.ProgrammeItem",
    "cms.EventTheme",
    "cms.EventReference",
    "cms.EventQuote",
    "cms.EventDocument",
    "cms.RelatedEvent",
    "cms.CallToAction",
    "cms.EventSource",
    "cms.Quote",
    "cms.QuoteSource",
    "cms.Partner",
    "cms.PartnerName",
    "cms.PartnerSource",
    "cms.Person",
    "cms.Affiliation",
    "cms.PersonSource",
    "cms.Theme",
    "cms.ThemeSource",
    "cms.Venue",
    "cms.VenueSource",
    "cms.Reference",
    "cms.ReferenceSource",
    "cms.CustomDocument",
    "cms.CustomImage",
    "cms.CustomRendition",
    "cms.Identifier",
    "archive.PublicRecord",
    "archive.FormerPath",
    "taggit.Tag",
    "taggit.TaggedItem",
    "wagtailredirects.Redirect",
    "wagtailcore.PageViewRestriction",
    "wagtailcore.CollectionViewRestriction",
    "importer.Reading",
    "wagtailcore.Revision",
    "wagtailcore.PageLogEntry",
    "wagtailcore.ModelLogEntry",
)

ACCOUNTS = "Accounts and what they may do belong to an installation, not to the archive."
PASSING = "It is made while people work, and is worth nothing later."
MODERATION = "Moderation that is going on is the work of the people of an installation."
DERIVED = "It is made again from what is here."
SECRET = "A secret: whoever brings the archive back sets a new one."  # noqa: S105  no password

# What is no table and no column, and why. A name without a dot behind the model is the whole model.
LEFT_OUT = {
    "archive.Entry": "It is the history, in files of its own.",
    "archive.Head": "It is the end of the history, in a file of its own.",
    "webhooks.PurgeCursor": "How far the caches of an installation are purged.",
    "webhooks.Delivery": PASSING,
    "archive.Dependency": DERIVED,
    "webhooks.Endpoint": "Who is told of news, and the secrets for it, belong to an installation.",
    "exports.Export": PASSING,
    "archive.Facet": DERIVED,
    "exports.FixityFinding": "What one media storage was found to be: files are checked anew.",
    "exports.FixityRun": "What one media storage was found to be: files are checked anew.",
    "archive.Pending": PASSING,
    "archive.PublicRecord.end": DERIVED,
    "archive.PublicRecord.ordinal": DERIVED,
    "archive.PublicRecord.start": DERIVED,
    "archive.PublicRecord.summary": DERIVED,
    "archive.PublicRecord.title": DERIVED,
    "archive.SearchText": DERIVED,
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
    "cms.EndedPreviews": PASSING,
    "cms.PreviewCode": PASSING,
    "contenttypes.ContentType": DERIVED,
    "django_tasks_database.DBTaskResult": PASSING,
    "home.Subscription": "Addresses of readers are theirs, and were given to one site alone.",
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
    "wagtaildocs.Document": "Documents are those of cms.",
    "wagtailembeds.Embed": "What another site answered: nothing here shows it.",
    "wagtailimages.Image": "Images are those of cms.",
    "wagtailimages.Rendition": "Images are those of cms.",
    "wagtailsearch.IndexEntry": DERIVED,
    "wagtailsearch.SQLiteFTSIndexEntry": DERIVED,
    "wagtailusers.UserProfile": ACCOUNTS,
}


def tables() -> list[Any]:
    """The models of `EXPORTED_MODELS`."""
    return [apps.get_model(label) for label in EXPORTED_MODELS]


def fields_of(model: type[Model]) -> list[Any]:
    """The columns of a table that an export holds: its own, but for what is left out."""
    fields = model._meta.local_concrete_fields
    return [field for field in fields if why_left_out(model, field) is None]


def why_left_out(model: type[Model], field: Field) -> str | None:
    """The reason why a column is in no export. Who did something is left out everywhere."""
    if field.related_model is get_user_model():
        return ACCOUNTS
    return LEFT_OUT.get(f"{model._meta.label}.{field.name}")


def read(model: Any) -> Iterator[Row]:
    """The rows of a table in the order of their keys, as `{column: value}` in JSON's types."""
    fields = fields_of(model)
    # A stream of blocks as it is stored: Wagtail would leave out blocks that it does not know.
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
    """A value of a column: a kind of content by its name, all else as it is or as text."""
    if value is not None and field.related_model is ContentType:
        content_type = ContentType.objects.get_for_id(value)
        return f"{content_type.app_label}.{content_type.model}"
    if isinstance(value, str | int | float | bool | None):
        return value if not isinstance(value, str) else str(value)
    if isinstance(field, StreamField | JSONField):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def line_of(row: Row) -> bytes:
    """A row as a line, the same whatever order a database gives the names in JSON in."""
    return orjson.dumps(row, option=orjson.OPT_SORT_KEYS) + b"\n"
