"""The form of a new record in a chooser: the few fields that such a record needs most.

A date is typed as text. A person is typed by name, because a window opens no second window. Who is
not in the archive yet is made with the record.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import HiddenInput, ModelChoiceField, modelform_factory
from django.urls import reverse
from django.utils.text import capfirst
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.permissions import policy_registry

from cms.models.dates import DATE_FIELDS

from .doubles import TICK, message_about
from .forms import DatedForm, when
from .programme.names import NameIndex

SEVERAL = "Several have this name. Enter one as it is written here: {}."
NOBODY = "The archive has nobody of this name, and you may not make one."


class RecordForm(WagtailAdminModelForm):
    """A form whose links to other records are typed by name."""

    user: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, ModelChoiceField):
                self.fields[name] = RecordByName(self._meta.model._meta.get_field(name), self)


class ChosenDatedForm(DatedForm, RecordForm):
    when = when()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["precision"].required = False  # it follows from the date


class RecordByName(forms.CharField):
    """The record of this name. One that is not there yet is new, and not saved."""

    def __init__(self, field: Any, form: RecordForm) -> None:
        super().__init__(
            required=not field.blank,
            label=capfirst(field.verbose_name),
            help_text="Enter the name. Plenary adds a name that the archive does not have.",
            max_length=255,
        )
        self.model, self.form = field.related_model, form
        offers = f"{reverse('cms_offers')}?kind={self.model.kind}"
        self.widget.attrs |= {"data-plenary-offers": offers, "autocomplete": "off"}

    def clean(self, value: Any) -> Any:
        name = super().clean(value)
        if not name:
            return None
        policy = policy_registry.get_by_type(self.model)
        actions = ["add", "change", "choose"]
        user = self.form.user
        names = NameIndex(policy.instances_user_has_any_permission_for(user, actions))
        matches = names.matches(name)
        if len(matches) > 1:
            raise ValidationError(
                SEVERAL.format(", ".join(names.line(record) for record in matches))
            )
        if matches:
            return matches[0]
        if not policy.user_has_permission(user, "add"):
            raise ValidationError(NOBODY)
        record = self.model(name=name)
        record.locale = record.get_default_locale()
        if TICK not in self.form.data and (message := message_about(record, user)):
            raise ValidationError(message)
        return record


def creation_form(model: Any, fields: tuple[str, ...]) -> type[forms.ModelForm]:
    """The form of a new `model` with these `fields`. The date of a record is its field `when`."""
    if "when" not in fields:
        return modelform_factory(model, form=RecordForm, fields=fields)
    form = modelform_factory(
        model,
        form=ChosenDatedForm,
        fields=[*(name for name in fields if name != "when"), *DATE_FIELDS],
        widgets=dict.fromkeys(DATE_FIELDS, HiddenInput),
    )
    form.field_order = fields
    return form
