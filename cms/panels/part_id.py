"""The id of a part of a page, which outside programs know it by. Editors never see it.

The rows of a draft have no primary key, so a form cannot tell them apart by it. It carries the id
of each row instead.
"""

import uuid
from typing import Any, ClassVar

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel


class PartIdField(forms.UUIDField):
    """The id of a row. It is empty in a new row, which gets one when it is saved."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> Any:
        return uuid.uuid4() if value == "" else super().clean(value)


class PartIdPanel(FieldPanel):
    """A comparison of two versions leaves out the id."""

    def get_comparison_class(self) -> None:
        return None


class IdentifiedInlinePanel(InlinePanel):
    """A list whose parts each have a `uid`. They keep it in all that a form does with them."""

    form_fields: ClassVar[dict[str, forms.Field]] = {}

    @property
    def panel_definitions(self) -> list[Any]:
        return [
            *super().panel_definitions,
            FieldRowPanel([PartIdPanel("uid")], classname="w-hidden"),
        ]

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        formset = options["formsets"][self.relation_name]
        base = formset.get("form", WagtailAdminModelForm)
        fields = {**self.form_fields, "uid": PartIdField(required=False)}
        formset["form"] = type(base)(f"Identified{base.__name__}", (base,), fields)
        return options
