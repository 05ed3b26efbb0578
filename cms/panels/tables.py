"""Parts of an event as a table: a row for each, and a cell for each of its fields.

They are Wagtail's own formsets. Without a script each row is there with its fields.
"""

import json
from typing import Any, ClassVar

from django.forms import Field
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, MultipleChooserPanel
from wagtail.admin.telepath import register as register_telepath_adapter

from cms.admin.programme.fields import DocumentsField, PeopleField

from .part_id import IdentifiedInlinePanel

HOURS = "%Y-%m-%d %H:%M"


def more(*names: str) -> MultiFieldPanel:
    """The fields of a row that a table shows on request."""
    return MultiFieldPanel([FieldPanel(name) for name in names], heading="More", classname="more")


class TableBoundPanel:
    """`is_table` has the template of a row make cells of its fields."""

    is_table = True
    help_text: str

    def render_html(self, parent_context: Any = None) -> SafeString:
        help_text, self.help_text = self.help_text, ""
        body = super().render_html(parent_context)  # type: ignore[misc]
        options = json.dumps(self.js_opts())  # type: ignore[attr-defined]
        context = {"self": self, "body": body, "options": options, "help_text": help_text}
        return render_to_string("cms/admin/table.html", context)


class ProgrammePanel(IdentifiedInlinePanel):
    """The sessions of an event. Their people and documents are typed by name."""

    form_fields: ClassVar[dict[str, Field]] = {
        "people": PeopleField(label="People"),
        "documents": DocumentsField(label="Documents"),
    }

    @register_telepath_adapter
    class BoundPanel(TableBoundPanel, InlinePanel.BoundPanel):
        pass


class RecordsTable(MultipleChooserPanel):
    """Records that an editor chooses, several at once, with what they are at the event."""

    @register_telepath_adapter
    class BoundPanel(TableBoundPanel, MultipleChooserPanel.BoundPanel):
        pass
