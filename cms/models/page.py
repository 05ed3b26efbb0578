"""What all pages share: series, events and the home page."""

import uuid

from django.conf import settings
from wagtail.models import Page, Site
from wagtail.search import index

from .previewed import PreviewedInFrontEnd
from .record import Described, Identified, localised_key
from .schedule_failure import MendableSchedule


def path_on_front_end(page: Page) -> str | None:
    """The path of `page` on the front end, such as "/human-rights/wp1725/".

    The path of another locale begins with its code: "/fr/droits/". None for a page without a site.
    """
    for _site, root_path, _root_url, language_code in Site.get_site_root_paths():
        if page.url_path.startswith(root_path):
            prefix = "" if language_code == settings.LANGUAGE_CODE else f"/{language_code}"
            return f"{prefix}/{page.url_path[len(root_path) :]}"
    return None


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
        path = path_on_front_end(self)
        if path is None:
            return None
        sites = self._get_relevant_site_root_paths(request)
        return sites[0].site_id, settings.FRONTEND_ORIGIN, path
