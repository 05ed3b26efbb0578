"""Pieces that the forms of several records share."""

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


def when_it_matters(panel: Panel, field: str, *values: str) -> Panel:
    """`panel`, seen only while `field` is filled in, or has one of `values`; it keeps its own."""
    panel.attrs = {
        **panel.attrs,
        "data-matters-for": field,
        **({"data-matters-when": " ".join(values)} if values else {}),
    }
    return panel


def row(*names: str) -> FieldRowPanel:
    """Fields side by side."""
    return FieldRowPanel([FieldPanel(name) for name in names])


def group(heading: str, *panels: str | Panel, collapsed: bool = False) -> MultiFieldPanel:
    """Fields under one heading; `collapsed` for what is seldom needed."""
    children = [FieldPanel(panel) if isinstance(panel, str) else panel for panel in panels]
    return MultiFieldPanel(children, heading=heading, classname="collapsed" if collapsed else "")


def tab(heading: str, *panels: str | Panel) -> ObjectList:
    children = [FieldPanel(panel) if isinstance(panel, str) else panel for panel in panels]
    return ObjectList(children, heading=heading)


def dates(heading: str = "Date") -> MultiFieldPanel:
    """The date in words, which the form reads; what it is read as is there to be compared."""
    unseen = [FieldPanel(name, widget=HiddenInput()) for name in ("precision", "start", "end")]
    read_as = FieldRowPanel(unseen, classname="w-hidden")
    return group(heading, "when", "dates_stated", read_as)


def sources() -> InlinePanel:
    return InlinePanel(
        "sources",
        heading="Sources",
        label="source",
        help_text="Where these facts are known from. The more exact, the better.",
        panels=[
            FieldPanel("title"),
            FieldPanel("url"),
            FieldPanel("document"),
            FieldPanel("retrieved"),
            FieldPanel("speaks_for"),
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
