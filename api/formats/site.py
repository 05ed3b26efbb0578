"""What a format says of the whole site."""

import orjson
from django.conf import settings

from archive.models import Record


def site_titles() -> dict[str, str]:
    """The public title of the site by language: one query."""
    sites = Record.objects.filter(kind="site", live=True).values_list("locale", "summary")
    return {locale: orjson.loads(bytes(summary or b""))["title"] for locale, summary in sites}


def title_in(titles: dict[str, str], locale: str | None) -> str:
    """The title in `locale`, else in the language of the site."""
    known = titles.get(locale or "") or titles.get(settings.LANGUAGE_CODE)
    return known or settings.WAGTAIL_SITE_NAME


def site_title(locale: str | None) -> str:
    """The public title of the site in `locale`, else in the language of the site: one query."""
    return title_in(site_titles(), locale)
