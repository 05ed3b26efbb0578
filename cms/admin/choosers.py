"""Choose a record, or make a new one without leaving the form."""

from typing import Any

from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column
from wagtail.models import Locale
from wagtail.permissions import policy_registry
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetCreateView,
)

from cms.models.record import Record

from .chooser_forms import creation_form
from .doubles import ChosenOnceMixin


def may_publish(request: HttpRequest, model: type) -> bool:
    return policy_registry.get_by_type(model).user_has_permission(request.user, "publish")


def save_first_version(record: Any, request: HttpRequest) -> Any:
    """Save a new `record` with a first version. It is public only if the editor may publish."""
    if record.pk is None:
        record.live = False
        record.save()
    revision = record.save_revision(user=request.user, log_action="wagtail.create")
    if may_publish(request, type(record)):
        revision.publish(user=request.user)
        record.refresh_from_db()
    return record


class NewRecordMixin:
    """The form of a new record. Its button says whether it publishes it or saves a draft."""

    def get_creation_form_kwargs(self) -> dict[str, Any]:
        """The form behind the window has fields of the same names. Ids tell them apart."""
        return super().get_creation_form_kwargs() | {"auto_id": "id_new_%s"}  # type: ignore[misc]

    def get_creation_form_context_data(self, form: ModelForm) -> dict[str, Any]:
        context = super().get_creation_form_context_data(form)  # type: ignore[misc]
        publishes = may_publish(self.request, self.model_class)  # type: ignore[attr-defined]
        context["create_action_label"] = "Create and publish" if publishes else "Create a draft"
        return context


class PictureColumn(Column):
    """A small logo or portrait of a record."""

    cell_template_name = "cms/admin/picture_cell.html"

    def get_value(self, instance: Any) -> Any:
        return getattr(instance, "logo", None) or getattr(instance, "portrait", None)


class PictureColumnMixin:
    """The first column shows the picture, so that an editor recognises the record."""

    @property
    def columns(self) -> list[Column]:
        columns = super().columns  # type: ignore[misc]
        if self.picture_field is None:
            return columns
        return [PictureColumn("picture", label="Picture", width="4rem"), *columns]

    @property
    def picture_field(self) -> str | None:
        names = {field.name for field in self.model_class._meta.fields}  # type: ignore[attr-defined]
        return next((name for name in ("logo", "portrait") if name in names), None)

    def get_object_list(self) -> Any:
        records = super().get_object_list()  # type: ignore[misc]
        if self.picture_field is None:
            return records
        return records.prefetch_related(f"{self.picture_field}__renditions")


class WindowMixin(ChosenOnceMixin, NewRecordMixin, PictureColumnMixin):
    """What the window and each of its searches have."""

    results_template_name = "cms/admin/chooser_results.html"

    @cached_property
    def i18n_enabled(self) -> bool:
        """In an archive of one language, nobody chooses a language."""
        return Locale.objects.count() > 1


class RecordChooseView(WindowMixin, ChooseView):
    pass


class RecordChooseResultsView(WindowMixin, ChooseResultsView):
    pass


class ChooserCreateView(ChosenOnceMixin, NewRecordMixin, SnippetCreateView):
    """A new record has a first version. It is public only if the editor may publish."""

    def save_form(self, form: ModelForm) -> Any:
        for name in form.fields:
            other = form.cleaned_data.get(name)
            if isinstance(other, Record) and other.pk is None:
                setattr(form.instance, name, save_first_version(other, self.request))
        form.instance.live = False
        record = form.save()
        return save_first_version(record, self.request)


class RecordChooserViewSet(SnippetChooserViewSet):
    choose_view_class = RecordChooseView
    choose_results_view_class = RecordChooseResultsView
    create_view_class = ChooserCreateView
    creation_tab_label = "Create new"


def chooser(model: Any, *fields: str) -> type[RecordChooserViewSet]:
    """A chooser whose “create new” form has these `fields`."""
    return type(
        "RecordChooserViewSet",
        (RecordChooserViewSet,),
        {"creation_form_class": creation_form(model, fields)},
    )
