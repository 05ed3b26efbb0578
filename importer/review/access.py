"""Who may import pages, and for which series."""

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page, Site
from wagtail.permissions import policy_registry

from cms.models import Partner, Person, Quote, Reference, SeriesPage
from importer.models import ImportedPage

# A page names records of these kinds, and a review makes drafts of them.
NAMED = (Partner, Person, Quote, Reference)


def series_for_user(user: Any) -> QuerySet[SeriesPage]:
    """The series in which `user` may add events."""
    policy = policy_registry.get_by_type(Page)
    pages = policy.instances_user_has_permission_for(user, "add")
    return SeriesPage.objects.filter(pk__in=pages.values("pk"), alias_of=None).order_by("title")


def home_page() -> Page:
    """The parent of an event without a series."""
    return Site.objects.get(is_default_site=True).root_page


def may_add_under(user: Any, page: Page) -> bool:
    return page.permissions_for_user(user).can_add_subpage()


def may_review(user: Any) -> bool:
    """Whether `user` may add the records a page names, and events somewhere."""
    named = [f"cms.add_{model._meta.model_name}" for model in NAMED]
    return user.has_perms(named) and (
        may_add_under(user, home_page()) or series_for_user(user).exists()
    )


def pages_for_user(user: Any) -> QuerySet[ImportedPage]:
    """The pages that `user` may open: their own, and those of their series."""
    if not may_review(user):
        return ImportedPage.objects.none()
    allowed = Q(created_by=user) | Q(series__in=series_for_user(user))
    if may_add_under(user, home_page()):
        allowed |= Q(series=None)
    return ImportedPage.objects.filter(allowed)
