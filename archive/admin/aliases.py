"""A page that is an alias no more is public only if it was: Wagtail makes it a page of its own."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page

from archive.visibility import Visibility


def note_whether_public(request: HttpRequest, page: Any) -> None:
    page.was_public = Visibility(timezone.now()).allows(page)


def hide_what_was_hidden(request: HttpRequest, page: Any) -> None:
    if page.live and not page.was_public:
        page.unpublish()


def hide_copies_of_hidden_aliases(request: HttpRequest, page: Page, new_page: Page) -> None:
    """A copy of an alias is no alias."""
    visibility = Visibility(timezone.now())
    aliases = page.get_descendants(inclusive=True).live().filter(alias_of__isnull=False)
    for alias in aliases:
        if not visibility.allows(alias):
            path = new_page.url_path + alias.url_path.removeprefix(page.url_path)
            for copy in Page.objects.live().filter(url_path=path, alias_of=None).specific():
                copy.unpublish()
