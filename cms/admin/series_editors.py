"""“Editors of this series”: makes a group that edits one series, and shows who edits it now."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.belonging.groups import groups_of, make_group
from cms.models import SeriesPage

from .refusals import RetryOnConflict
from .series import EDITORS, may_make_editors, series_url


class SeriesEditorsForm(forms.Form):
    name = forms.CharField(label="Name of the group", max_length=150)
    members = forms.ModelMultipleChoiceField(
        label="People in it",
        queryset=get_user_model()._default_manager.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="You can change this later for each person, in Settings › Users.",
    )
    publishes = forms.BooleanField(
        label="They publish without approval",
        required=False,
        help_text="Otherwise they submit their drafts to a moderator.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        users = get_user_model()._default_manager.filter(is_active=True, is_superuser=False)
        members: Any = self.fields["members"]
        members.queryset = users.order_by(get_user_model().USERNAME_FIELD)

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if Group.objects.filter(name=name).exists():
            raise ValidationError("There is a group of this name already. Enter another name.")
        return name


class SeriesEditorsView(RetryOnConflict, WagtailAdminTemplateMixin, FormView):
    template_name = "cms/admin/series_editors.html"
    form_class = SeriesEditorsForm
    page_title = EDITORS
    header_icon = "group"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_make_editors(request.user):
            raise PermissionDenied
        self.series = get_object_or_404(SeriesPage, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.series.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": series_url(self.series.pk), "label": self.get_page_subtitle()},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_initial(self) -> dict[str, Any]:
        return {"name": f"Editors of {self.series.title}"[:150]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        groups = groups_of(self.series).prefetch_related("user_set", "page_permissions__permission")
        return {
            **super().get_context_data(**kwargs),
            "series": self.series,
            "groups": [self.line(group) for group in groups],
        }

    def line(self, group: Group) -> dict[str, Any]:
        rights = {
            right.permission.codename
            for right in group.page_permissions.all()  # type: ignore[attr-defined]
            if right.page_id == self.series.pk
        }
        return {
            "group": group,
            "url": reverse("wagtailusers_groups:edit", args=[group.pk]),
            "members": list(group.user_set.all()),
            "publishes": "publish_page" in rights,
        }

    def form_valid(self, form: SeriesEditorsForm) -> HttpResponse:
        group = make_group(self.series, **form.cleaned_data)
        messages.success(
            self.request,
            f"The group “{group}” edits “{self.series}” and what belongs to it alone.",
        )
        return redirect("cms_series_editors", self.series.pk)
