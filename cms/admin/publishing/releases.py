"""The list of releases, and their forms."""

from django.db.models import Count, QuerySet
from django.urls import reverse
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from cms.models import Release

# The actions in the history of a release, each with its label and its sentence.
RELEASE_ACTIONS = (
    ("add", "Add", "Added records"),
    ("remove", "Take out", "Took a record out"),
    ("publish", "Publish", "Published all records"),
    ("schedule", "Schedule", "Scheduled all records"),
    ("unschedule", "Cancel the schedule", "Cancelled the schedule"),
)


def release_url(release: Release) -> str:
    return reverse(Release.admin_url_name, args=[release.pk])


class ReleaseIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().annotate(record_count=Count("items"))


class ReleaseCreateView(CreateView):
    def get_success_url(self) -> str:
        return release_url(self.object)


class ReleaseEditView(EditView):
    def get_success_url(self) -> str:
        return release_url(self.object)


class ReleaseViewSet(ModelViewSet):
    model = Release
    name = "releases"
    url_prefix = "releases"
    menu_label = "Releases"
    icon = "upload"
    add_to_admin_menu = True
    menu_order = 160
    index_view_class = ReleaseIndexView
    add_view_class = ReleaseCreateView
    edit_view_class = ReleaseEditView
    copy_view_enabled = False
    form_fields = ["name"]
    list_display = [
        TitleColumn("name", label="Name", get_url=release_url),
        Column("records", label="Records", accessor="record_count"),
        Column("state", label="State"),
    ]
    list_export: list[str] = []
    search_fields = ["name"]
    search_backend_name = None
    ordering = "-pk"
