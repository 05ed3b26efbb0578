"""A group for the editors of one series."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page

from cms.finding.index import kinds
from cms.models import SeriesPage
from cms.rights import DECIDE, WRITE

from .own import SHARED

# What the group may do as all editors do, such as collecting releases and submitting translations.
LIKE = "Editors"
PAGES = {False: ("add", "change"), True: ("add", "change", "publish", "lock", "unlock")}


def groups_of(series: SeriesPage) -> QuerySet[Group]:
    """The groups with rights at `series` itself."""
    return Group.objects.filter(page_permissions__page=series).distinct().order_by("name")


@transaction.atomic
def make_group(series: SeriesPage, name: str, members: Iterable[Any], *, publishes: bool) -> Group:
    """A group that edits `series` in all its languages, and what belongs to it alone."""
    group = Group.objects.create(name=name)
    group.permissions.set(permissions_of(publishes=publishes))
    own = SeriesPage.objects.filter(translation_key=series.translation_key)
    pages = Permission.objects.filter(
        content_type__app_label="wagtailcore",
        codename__in=[f"{action}_page" for action in PAGES[publishes]],
    )
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page=page, permission=permission)
        for page in own
        for permission in pages
    )
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(
            group=group, collection_id=right.collection_id, permission_id=right.permission_id
        )
        for right in GroupCollectionPermission.objects.filter(group__name=LIKE)
    )
    group.user_set.set(members)
    return group


def permissions_of(*, publishes: bool) -> QuerySet[Permission]:
    """What editors may do, and the right to each kind of record. Never to shared records."""
    actions = (*WRITE, *DECIDE) if publishes else WRITE
    records = [
        f"{action}_{model._meta.model_name}"
        for model in kinds().values()
        if not issubclass(model, Page)
        for action in actions
    ]
    if publishes:
        records.append("publish_release")
    like = Q(group__name=LIKE) | Q(codename="access_admin")
    rights = Permission.objects.filter(
        like | Q(content_type__app_label="cms", codename__in=records)
    )
    return rights.exclude(codename=SHARED.partition(".")[2]).distinct()


def follow_translation(series: SeriesPage, translation: SeriesPage) -> None:
    """Who has rights at `series` has them at its translation."""
    for right in GroupPagePermission.objects.filter(page=series):
        GroupPagePermission.objects.get_or_create(
            group_id=right.group_id, page=translation, permission_id=right.permission_id
        )
