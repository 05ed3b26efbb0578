"""Who may read pages into the archive, and where."""

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page, Site
from wagtail.permissions import policy_registry

from cms.models import Partner, Person, Quote, Reference, SeriesPage
from importer.models import Reading

# The kinds of record that a page names, and a review makes drafts of.
NAMED = (Partner, Person, Quote, Reference)


def series_of(user: Any) -> QuerySet[SeriesPage]:
    """The series in which `user` may add events."""
    policy = policy_registry.get_by_type(Page)
    pages = policy.instances_user_has_permission_for(user, "add")
    return SeriesPage.objects.filter(pk__in=pages.values("pk"), alias_of=None).order_by("title")


def top() -> Page:
    """Where an event without a series lies."""
    return Site.objects.get(is_default_site=True).root_page


def may_add_under(user: Any, page: Page) -> bool:
    return page.permissions_for_user(user).can_add_subpage()


def may_review(user: Any) -> bool:
    """Whether `user` may add the records a page names, and events somewhere."""
    named = [f"cms.add_{model._meta.model_name}" for model in NAMED]
    return user.has_perms(named) and (may_add_under(user, top()) or series_of(user).exists())


def readings_of(user: Any) -> QuerySet[Reading]:
    """What `user` may open: their own, and those for a place where they may add events."""
    if not may_review(user):
        return Reading.objects.none()
    allowed = Q(created_by=user) | Q(series__in=series_of(user))
    if may_add_under(user, top()):
        allowed |= Q(series=None)
    return Reading.objects.filter(allowed)
