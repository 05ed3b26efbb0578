"""The form of a theme."""

from wagtail.admin.panels import TabbedInterface

from cms.admin.forms import ExpirableRecordForm

from .parts import archive_tab, tab

THEME_TABS = TabbedInterface(
    [tab("What it is", "label", "alternative_labels", "broader", "summary"), archive_tab()],
    base_form_class=ExpirableRecordForm,
)
