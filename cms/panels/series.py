"""The form of a series."""

from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultipleChooserPanel,
    TabbedInterface,
    TitleFieldPanel,
)

from cms.admin.forms import PageForm

from .parts import page_archive_tab, row, sources, tab

SERIES_TABS = TabbedInterface(
    [
        tab(
            "What it is",
            TitleFieldPanel("title"),
            "summary",
            "cadence_stated",
            "image",
            InlinePanel(
                "series_aliases",
                heading="Other names",
                label="other name",
                panels=[FieldPanel("name"), row("year_from", "year_to")],
            ),
        ),
        tab(
            "Who",
            "organiser",
            MultipleChooserPanel(
                "default_partners",
                chooser_field_name="partner",
                heading="Usual partners",
                label="partner",
                help_text="A note for editors. Plenary does not add these partners to editions.",
                panels=[FieldPanel("partner"), row("year_from", "year_to")],
            ),
        ),
        tab(
            "Text",
            "body",
            MultipleChooserPanel(
                "series_themes",
                chooser_field_name="theme",
                heading="Themes",
                label="theme",
                panels=[FieldPanel("theme")],
            ),
        ),
        page_archive_tab(sources()),
    ],
    base_form_class=PageForm,
)
