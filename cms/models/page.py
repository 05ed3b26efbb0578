"""What all pages share: series, events and the home page."""

import uuid
from functools import cached_property

from django.conf import settings
from django.db.models import OuterRef, Subquery
from wagtail.models import Page, Site
from wagtail.models.sites import SiteRootPath
from wagtail.search import index

from .previewed import PreviewedInFrontEnd
from .record import Described, Identified, localised_key
from .schedule_failure import MendableSchedule


def site_root_paths() -> list[SiteRootPath]:
    """The home pages of all sites in all languages, the most specific path first. One query.

    Wagtail keeps its own list in a cache for an hour, and other processes do not hear of a change.
    """
    sites = Site.objects.filter(root_page__translation_key=OuterRef("translation_key"))
    site = Subquery(sites.order_by("-is_default_site", "hostname").values("pk")[:1])
    homes = Page.objects.annotate(site=site).filter(site__isnull=False).order_by("-url_path")
    return [
        SiteRootPath(site, url_path, settings.FRONTEND_ORIGIN, language)
        for site, url_path, language in homes.values_list(
            "site", "url_path", "locale__language_code"
        )
    ]


def path_below(roots: list[SiteRootPath], page: Page) -> str | None:
    """The path of `page` on the front end, such as "/human-rights/wp1725/".

    The path of another locale begins with its code: "/fr/droits/". None for a page without a site.
    """
    for root in roots:
        if page.url_path.startswith(root.root_path):
            code = root.language_code
            prefix = "" if code == settings.LANGUAGE_CODE else f"/{code}"
            return f"{prefix}/{page.url_path[len(root.root_path) :]}"
    return None


class FrontEndPaths:
    """The paths of pages, from one reading of the sites. Do not keep it beyond the transaction."""

    @cached_property
    def _roots(self) -> list[SiteRootPath]:
        return site_root_paths()

    def of(self, page: Page) -> str | None:
        return path_below(self._roots, page)


class ArchivePage(PreviewedInFrontEnd, MendableSchedule, Identified, Described, Page):
    """A page that the front end shows to readers."""

    class Meta:
        abstract = True

    exclude_fields_in_copy = ["uid"]
    search_fields = [*Page.search_fields, index.FilterField("uid")]

    @property
    def wanted_key(self) -> str:
        return localised_key(self.slug, self.locale.language_code)

    def save(self, *args, **kwargs) -> None:
        if self._state.adding and self.alias_of_id:
            # Wagtail copies all fields of the page to its alias. The alias is another record.
            self.uid = uuid.uuid4()
        source: Page | None = self.alias_of
        if source is not None and not source.live:
            # Wagtail makes all aliases live when a page is scheduled.
            self.live, self.has_unpublished_changes = False, True
        super().save(*args, **kwargs)

    def get_url(self, request=None, current_site=None) -> str | None:
        """The full URL. Wagtail would leave out the origin, as if this server showed the page."""
        return self.get_full_url(request)

    url = property(get_url)

    def get_url_parts(self, request=None):
        """The parts of the URL, with the origin of the front end."""
        path = path_below(self._get_site_root_paths(request), self)
        if path is None:
            return None
        site = self._get_relevant_site_root_paths(request)[0].site_id
        return site, settings.FRONTEND_ORIGIN, path

    def _get_site_root_paths(self, cache_object=None, **kwargs) -> list[SiteRootPath]:
        """Read once for `cache_object`, a request or a page. Wagtail would use its cache.

        The redirects that Wagtail makes for a moved page follow from it. The lists of the admin
        pass nothing and would read it for each page, so their links come from the cache.
        """
        if cache_object is None:
            return Site.get_site_root_paths()
        if not hasattr(cache_object, "_wagtail_cached_site_root_paths"):
            cache_object._wagtail_cached_site_root_paths = site_root_paths()
        return cache_object._wagtail_cached_site_root_paths
