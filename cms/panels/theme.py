"""The form of a theme."""

from wagtail.admin.panels import TabbedInterface

from .parts import archive_tab, tab

THEME_TABS = TabbedInterface(
    [tab("What it is", "label", "alternative_labels", "broader", "summary"), archive_tab()]
)
