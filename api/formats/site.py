"""What a format says of the whole site."""

import orjson
from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from archive.models import PublicRecord

SITES = PublicRecord.objects.filter(kind="site", live=True)


def site_titles() -> dict[str, str]:
    """The public title of the site by language: one query."""
    sites = SITES.values_list("locale", "summary")
    return {locale: title_of(summary) for locale, summary in sites}


def title_in(titles: dict[str, str], locale: str | None) -> str:
    """The title in `locale`, else in the language of the site."""
    title = titles.get(locale or "") or titles.get(settings.LANGUAGE_CODE)
    return title or settings.WAGTAIL_SITE_NAME


def site_title(locale: str | None) -> str:
    """The public title of the site in `locale`, else in the language of the site: one query."""
    return title_in(site_titles(), locale)


def of_site(column: str) -> Coalesce:
    """`column` of the site in the language of an outer record, else in that of the site."""
    languages = (OuterRef("locale"), settings.LANGUAGE_CODE)
    return Coalesce(
        *(Subquery(SITES.filter(locale=language).values(column)) for language in languages)
    )


def title_of(summary: bytes | memoryview | None) -> str:
    """The title in the item of a site; the product's name before a site is published."""
    return orjson.loads(bytes(summary))["title"] if summary else settings.WAGTAIL_SITE_NAME
