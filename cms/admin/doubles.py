"""Before a record is made that looks like one that is there, the form says so."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from wagtail.permissions import policy_registry

from cms.finding.doubles import KINDS_WITH_DOUBLES, doubles_of
from cms.finding.index import kinds

from .links import edit_url, visible_to

TICK = "new_anyway"
LOOKED_UP = ("name", "label", "acronym", "orcid", "ror", "wikidata", "symbol")
MOST_NAMED = 3


class NewOnceForm:
    """A form of a new record. It refuses one that looks like another, until a box is ticked."""

    user: Any
    instance: Any
    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.instance.found_by[0]
        if type(self.instance) in KINDS_WITH_DOUBLES and name in self.fields:  # type: ignore[attr-defined]
            url = f"{reverse('cms_doubles')}?kind={self.instance.kind}"
            self.fields[name].widget.attrs["data-plenary-doubles"] = url  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        name = self.instance.found_by[0]
        if self.instance.pk or TICK in self.data or name not in self.cleaned_data:  # type: ignore[attr-defined]
            return
        if message := message_about(self.instance, self.user):
            self.add_error(name, message)  # type: ignore[attr-defined]


class NewOnceMixin:
    """A view with such a form."""

    def get_form_class(self: Any) -> Any:
        return new_once(super().get_form_class(), self.request.user)  # type: ignore[misc]


class ChosenOnceMixin:
    """The same for a new record in a chooser."""

    def get_creation_form_class(self: Any) -> Any:
        return new_once(super().get_creation_form_class(), self.request.user)  # type: ignore[misc]


def new_once(form: Any, user: Any) -> Any:
    return type("NewOnceForm", (NewOnceForm, form), {"user": user})


def message_about(record: Any, user: Any) -> str:
    """What looks like `record`, with links and the box to tick. "" when nothing does."""
    pks = [entry.object_id for entry in doubles_of(record)]
    if not pks:
        return ""
    alike = list(visible_to(user, type(record)).filter(pk__in=pks)[:MOST_NAMED])
    links = format_html_join(
        ", ",
        '<a href="{}" target="_blank">{}</a>',
        ((edit_url(type(one), one.pk), str(one)) for one in alike),
    )
    return format_html(
        "This looks like a record that is there: {}. Use that one if it is the same. "
        '<label><input type="checkbox" name="{}" value="1"> It is another one</label>',
        links or "you may not see it",
        TICK,
    )


def look_up(request: HttpRequest) -> JsonResponse:
    """While somebody types: `{"html": "…"}`."""
    model: Any = kinds().get(request.GET.get("kind", ""))
    if model not in KINDS_WITH_DOUBLES:
        return JsonResponse({"html": ""})
    if not policy_registry.get_by_type(model).user_has_permission(request.user, "add"):
        raise PermissionDenied
    fields = {field.name for field in model._meta.concrete_fields}
    values = {name: request.GET.get(name, "")[:255] for name in LOOKED_UP if name in fields}
    record = model(**values)
    record.locale = record.get_default_locale()
    return JsonResponse({"html": message_about(record, request.user)})
