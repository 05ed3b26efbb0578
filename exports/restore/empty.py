"""The empty site before the restore. It holds only what the migrations have made."""

from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey, Model
from wagtail.models import Collection, Locale, Page, ReferenceIndex, Site

from archive.models import Dependency, Entry, Facet, FacetCount, Pending, PublicRecord
from archive.search import index
from exports.database_rows import labels, tables
from exports.restore.refused import BagRefused
from importer.models import KeptFilePart

# The root page, the home page and its entry in the log.
MADE_BY_MIGRATIONS = {
    "archive.Entry": 1,
    "archive.PublicRecord": 1,
    "cms.Identifier": 1,
    "home.HomePage": 1,
    "wagtailcore.Collection": 1,
    "wagtailcore.Locale": 1,
    "wagtailcore.Page": 2,
    "wagtailcore.Site": 1,
}
LOG = (Dependency, Facet, FacetCount, Entry, Pending)


def check_empty() -> None:
    """Raise `BagRefused` when the site has content, and name it."""
    counts = []
    for model in [*tables(), Entry]:
        number = model._base_manager.count()
        if number > MADE_BY_MIGRATIONS.get(model._meta.label, 0):
            counts.append(f"{model._meta.verbose_name}: {number}")
    if counts:
        raise BagRefused(
            f"This site is not empty ({', '.join(counts)}). "
            "Make a new database with manage.py migrate, and import the bag there."
        )


def roots() -> dict[type[Model], list[Any]]:
    """The objects that permissions and workflows of an empty site refer to, in a fixed order."""
    site = Site.objects.order_by("-is_default_site", "pk").first()
    return {
        Page: [Page.objects.get(depth=1).pk, site.root_page_id if site else None],
        Collection: [Collection.objects.get(depth=1).pk],
        Site: [site.pk if site else None],
        Locale: list(Locale.objects.order_by("pk").values_list("pk", flat=True)[:1]),
    }


def clear() -> None:
    """Delete what the migrations have made."""
    index.forget(list(PublicRecord.objects.values_list("pk", flat=True)))
    ReferenceIndex.objects.all().delete()
    with connection.cursor() as cursor:
        for model in [*LOG, KeptFilePart, *reversed(tables())]:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


def reattach(before: dict[type[Model], list[Any]]) -> None:
    """Let permissions and workflows refer to the restored objects."""
    after = roots()
    for model in apps.get_models(include_auto_created=True):
        if model._meta.label in labels() or model._meta.proxy:
            continue
        for field in model._meta.local_concrete_fields:
            target: Any = field.related_model
            if not isinstance(field, ForeignKey) or target not in before:
                continue
            for old, new in zip(before[target], after[target], strict=False):
                if old is not None and new is not None and old != new:
                    rows = model._base_manager.filter(**{field.attname: old})
                    rows.update(**{field.attname: new})
