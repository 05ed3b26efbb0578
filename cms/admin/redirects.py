"""Redirects that lead back to themselves are refused when they are typed."""

from urllib.parse import SplitResult, unquote, urlsplit

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
        url = urlsplit(redirect.redirect_page.specific.full_url or "")
    else:
        url = urlsplit(redirect.redirect_link)
    if not (url.path or url.netloc) or (
        url.netloc and _origin(url) != _origin(urlsplit(settings.FRONTEND_ORIGIN))
    ):
        return None
    path = unquote(url.path) or "/"
    return Redirect.normalise_path(f"{path}?{url.query}" if url.query else path)


def _origin(url: SplitResult) -> str:
    """The origin of `url` as browsers compare it: in small letters, without the usual port."""
    port = {"http": ":80", "https": ":443"}.get(url.scheme, "")
    return f"{url.scheme}://{url.netloc.lower().removesuffix(port)}"
