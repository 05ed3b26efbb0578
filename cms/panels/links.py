"""Links beside a source, which other packages add with the hook `links_of_source`."""

from functools import cached_property
from typing import Any

from wagtail import hooks
from wagtail.admin.panels import Panel


class LinksOfSourcePanel(Panel):
    """A hook takes the source and gives `[("The kept file", "/admin/…"), …]`."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/panels/links_of_source.html"
        instance: Any

        @cached_property
        def links(self) -> list[tuple[str, str]]:
            link_functions = hooks.get_hooks("links_of_source")
            return [link for links_of in link_functions for link in links_of(self.instance)]

        def is_shown(self) -> bool:
            return super().is_shown() and bool(self.links)
