"""What a format says of the whole site."""

from django.conf import settings

from archive.models import Record


def site_title(locale: str | None) -> str:
    """The public title of the site in `locale`, else in the language of the site: one query."""
    titles: dict[str, str] = dict(
        Record.objects.filter(kind="site", live=True).values_list("locale", "title")
    )
    known = titles.get(locale or "") or titles.get(settings.LANGUAGE_CODE)
    return known or settings.WAGTAIL_SITE_NAME
