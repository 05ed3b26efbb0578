"""The parts that several forms share."""

from django.forms import HiddenInput
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
)

from cms.models.dates import DATE_FIELDS

from .links import LinksOfSourcePanel


def depends_on(panel: Panel, field: str, *values: str) -> Panel:
    """`panel`, shown only while `field` has a value, or one of `values`."""
    panel.attrs = {
        **panel.attrs,
        "data-depends-on": field,
        **({"data-depends-on-values": " ".join(values)} if values else {}),
    }
    return panel


def row(*names: str) -> FieldRowPanel:
    """Fields side by side."""
    return FieldRowPanel([FieldPanel(name) for name in names])


def group(heading: str, *panels: str | Panel, collapsed: bool = False) -> MultiFieldPanel:
    """Fields under one heading. Rarely used ones are `collapsed`."""
    children = [FieldPanel(panel) if isinstance(panel, str) else panel for panel in panels]
    return MultiFieldPanel(children, heading=heading, classname="collapsed" if collapsed else "")


def tab(heading: str, *panels: str | Panel) -> ObjectList:
    children = [FieldPanel(panel) if isinstance(panel, str) else panel for panel in panels]
    return ObjectList(children, heading=heading)


def dates(heading: str = "Date") -> MultiFieldPanel:
    """The date as text. The form reads it and fills in the hidden fields."""
    hidden = [FieldPanel(name, widget=HiddenInput()) for name in DATE_FIELDS]
    derived = FieldRowPanel(hidden, classname="w-hidden")
    return group(heading, "when", "dates_stated", derived)


def sources() -> InlinePanel:
    return InlinePanel(
        "sources",
        heading="Sources",
        label="source",
        help_text="The pages and files that state these facts. Be as exact as possible.",
        panels=[
            FieldPanel("title"),
            FieldPanel("url"),
            FieldPanel("document"),
            FieldPanel("retrieved"),
            FieldPanel("speaks_for"),
            FieldPanel("quotations"),
            FieldPanel("sha256"),
            LinksOfSourcePanel(),
        ],
    )


def archive_tab(*panels: str | Panel) -> ObjectList:
    """The last tab of every snippet."""
    return tab(
        "Archive",
        sources(),
        *panels,
        "same_as",
        "internal_notes",
        group("Address and search engines", *ADDRESS, collapsed=True),
        PublishingPanel(),
    )


def page_archive_tab(*panels: str | Panel) -> ObjectList:
    """The last tab of every page."""
    return tab(
        "Archive",
        *panels,
        "same_as",
        "internal_notes",
        group("Address and search engines", *ADDRESS),
        PublishingPanel(),
        CommentPanel(),
    )


ADDRESS = ("slug", "seo_title", "search_description")
