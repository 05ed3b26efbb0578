"""The form of an event, in the order in which an editor reads its page."""

from django.forms import DateTimeInput, TextInput
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultipleChooserPanel,
    ObjectList,
    TabbedInterface,
)

from cms.admin.forms import EventForm
from cms.vocabularies import AttributionRule

from .parts import dates, depends_on, group, page_archive_tab, row, sources, tab
from .tables import HOURS, ProgrammePanel, RecordsTable, more

NOT_IN_TEXT = "Add only what the text does not show. Plenary lists what the text shows by itself."


def chosen(
    relation: str, field: str, heading: str, label: str, help_text: str = ""
) -> MultipleChooserPanel:
    """An ordered list of records. An editor can choose several at once."""
    return MultipleChooserPanel(
        relation,
        chooser_field_name=field,
        heading=heading,
        label=label,
        help_text=help_text,
        panels=[FieldPanel(field)],
    )


def what_it_is() -> ObjectList:
    return tab(
        "What it is",
        FieldPanel(
            "title",
            classname="title",
            widget=TextInput(attrs={"placeholder": "Title*"}),
            help_text="Enter the code in its own field below.",
        ),
        "title_stated",
        "code",
        group(
            "Number in the series",
            row("ordinal", "ordinal_basis"),
            depends_on(FieldPanel("ordinal_stated"), "ordinal"),
        ),
        group("Kind", "event_kind", "kind_stated"),
        group("Access and audience", row("access", "access_stated"), "audience_stated"),
        group("Attribution", row("attribution_rule", "attribution_stated")),
        "summary",
        "image",
    )


def when_and_where() -> ObjectList:
    return tab(
        "When and where",
        dates("Dates"),
        row("phase", "mode"),
        group("Place", "venue", "place_stated", "time_zone"),
        ProgrammePanel(
            "programme",
            heading="Programme",
            label="programme item",
            help_text="Paste rows of a spreadsheet into any row: day, hours, title, kind, people, "
            "documents. Press Enter to go to the next row. In the last row, Enter adds one.",
            panels=[
                FieldPanel("start", heading="Day and hours", widget=DateTimeInput(format=HOURS)),
                FieldPanel("end", widget=DateTimeInput(format=HOURS)),
                FieldPanel("title"),
                FieldPanel("item_kind"),
                FieldPanel("people"),
                FieldPanel("documents"),
                more("summary", "questions"),
            ],
        ),
    )


def who() -> ObjectList:
    return tab(
        "Who",
        "organiser",
        RecordsTable(
            "partnerships",
            chooser_field_name="partner",
            heading="Partners",
            label="partner",
            panels=[FieldPanel("partner"), FieldPanel("role"), FieldPanel("role_stated")],
        ),
        RecordsTable(
            "appearances",
            chooser_field_name="person",
            heading="People",
            label="person",
            help_text="The people of the programme count already. Add a person here who is in no "
            "session, or whose role at that time you know. You can paste rows of a spreadsheet: "
            "name, capacity, role, organisation.",
            panels=[
                FieldPanel("person"),
                FieldPanel("capacity"),
                FieldPanel("role_then"),
                FieldPanel("affiliation_then"),
                depends_on(
                    FieldPanel("may_be_named"),
                    "attribution_rule",
                    AttributionRule.CHATHAM_HOUSE,
                    AttributionRule.OFF_THE_RECORD,
                ),
            ],
        ),
    )


def text() -> ObjectList:
    return tab(
        "Text",
        "body",
        chosen("event_quotes", "quote", "Quotes", "quote", NOT_IN_TEXT),
        chosen("event_themes", "theme", "Themes", "theme"),
        chosen("event_references", "reference", "References", "reference", NOT_IN_TEXT),
        chosen("event_documents", "document", "Documents", "document", NOT_IN_TEXT),
        InlinePanel(
            "related_events",
            heading="Related events",
            label="related event",
            panels=[FieldPanel("related")],
        ),
        InlinePanel(
            "calls_to_action",
            heading="Calls to action",
            label="call to action",
            panels=[row("label", "action_kind"), FieldPanel("url")],
        ),
    )


EVENT_TABS = TabbedInterface(
    [what_it_is(), when_and_where(), who(), text(), page_archive_tab(sources())],
    base_form_class=EventForm,
)
