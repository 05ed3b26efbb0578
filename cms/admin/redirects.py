"""Redirects that lead back to themselves are refused when they are typed."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from wagtail.contrib.redirects.models import Redirect

LONGEST = 20  # redirects in a row


def connect() -> None:
    """Wagtail has no hook for a redirect's form, and its import of a file has none either."""
    wagtail_clean = Redirect.clean

    def clean(redirect: Redirect) -> None:
        wagtail_clean(redirect)
        refuse_loop(redirect)

    Redirect.clean = clean


def refuse_loop(redirect: Redirect) -> None:
    """Raise ValidationError if whoever follows `redirect` comes back to its beginning."""
    field = "redirect_page" if redirect.redirect_page_id else "redirect_link"
    way = [redirect.old_path]
    following: Redirect | None = redirect
    while following is not None and len(way) <= LONGEST:
        target = own_path(following)
        if target is None:
            return
        way.append(target)
        if target == redirect.old_path:
            raise ValidationError({field: f"This leads back to itself: {' → '.join(way)}"})
        following = Redirect.objects.filter(old_path=target).exclude(pk=redirect.pk).last()
    if len(way) > LONGEST:
        raise ValidationError({field: f"This leads through more than {LONGEST} redirects."})


def own_path(redirect: Redirect) -> str | None:
    """The path on the site that `redirect` leads to, as redirects know paths. None elsewhere."""
    if redirect.redirect_page_id:
        url = redirect.redirect_page.specific.full_url or ""
    else:
        url = redirect.redirect_link
    origin = settings.FRONTEND_ORIGIN
    if url.startswith(f"{origin}/") or url == origin:
        url = url.removeprefix(origin) or "/"
    is_own = url.startswith("/") and not urlsplit(url).netloc
    return Redirect.normalise_path(url) if is_own else None
