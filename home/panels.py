"""The form of the home page."""

from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    PageChooserPanel,
    TabbedInterface,
    TitleFieldPanel,
)

from cms.admin.forms import PageForm
from cms.panels.parts import group, page_archive_tab, tab

SUBSCRIBERS = "Administrators find the subscribers under Newsletter in the menu."

HOME_TABS = TabbedInterface(
    [
        tab("What it is", TitleFieldPanel("title"), "summary", "image"),
        tab("Text", "body"),
        tab(
            "Around every page",
            InlinePanel(
                "navigation",
                heading="Navigation",
                label="entry",
                panels=[FieldPanel("label"), PageChooserPanel("page"), FieldPanel("url")],
            ),
            group(
                "Newsletter",
                "newsletter_title",
                FieldPanel("newsletter_text", help_text=SUBSCRIBERS),
            ),
        ),
        page_archive_tab(),
    ],
    base_form_class=PageForm,
)
