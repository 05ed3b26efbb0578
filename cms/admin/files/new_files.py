"""New files go public with the first record that shows them.

Nobody has yet decided about such a file. What was withdrawn, scheduled or has expired stays as it
is.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import ReferenceIndex

from cms.models import CustomDocument, CustomImage
from cms.models.publication import went_public
from cms.publishing.rights import has_right

NEW = {"live": False, "first_published_at": None, "go_live_at": None, "expired": False}


def connect() -> None:
    went_public.connect(publish_new_files, dispatch_uid="cms.publish_new_files")
    hooks.register("after_publish_page", publish_new_files_of_form)


def publish_new_files_of_form(request: HttpRequest, page: Any) -> None:
    """Wagtail's form of a page publishes without `page.publish`, and so without the signal."""
    if page.live and page.live_revision_id == page.latest_revision_id:
        publish_new_files_of([page], request.user)


def publish_new_files(sender: type[Model], record: Any, user: Any, **kwargs: Any) -> None:
    publish_new_files_of([record], user)


def publish_new_files_of(records: Iterable[Any], user: Any) -> None:
    """Publish the new files that `records` show, if `user` may. Without a user, the clock may."""
    models = [model for model in (CustomImage, CustomDocument) if _new(model).exists()]
    if not models:
        return
    for file in (file for record in records for file in new_files_of(record, models)):
        if user is None or has_right(user, file):
            revision = file.latest_revision or file.save_revision(user=user, changed=True)
            file.publish(revision, user=user, skip_permission_checks=True)


def new_files_of(record: Any, models: Iterable[Any]) -> Iterator[Any]:
    """The files that `record` names and that were never public."""
    ReferenceIndex.create_or_update_for_object(record)
    references = ReferenceIndex.get_references_for_object(record)
    for model in models:
        content_type = ContentType.objects.get_for_model(model)
        named = references.filter(to_content_type=content_type)
        pks = [int(pk) for pk in named.values_list("to_object_id", flat=True)]
        yield from _new(model).filter(pk__in=pks).order_by("pk")


def _new(model: Any) -> Any:
    return model.objects.filter(**NEW)
