"""The form of a venue."""

from wagtail.admin.panels import TabbedInterface

from cms.admin.forms import ExpirableRecordForm

from .parts import archive_tab, group, row, tab

VENUE_TABS = TabbedInterface(
    [
        tab(
            "Where it is",
            "name",
            group("Address", "address", row("locality", "country")),
            group("On the map", row("latitude", "longitude"), "time_zone"),
        ),
        archive_tab(),
    ],
    base_form_class=ExpirableRecordForm,
)
