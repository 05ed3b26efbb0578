"""The form of the home page."""

from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    PageChooserPanel,
    TabbedInterface,
    TitleFieldPanel,
)

from cms.panels.parts import group, page_archive_tab, tab

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
            group("Newsletter", "newsletter_title", "newsletter_text"),
        ),
        page_archive_tab(),
    ]
)
