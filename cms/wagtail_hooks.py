"""The hooks of the Wagtail admin. Each part is in `cms.admin`."""

from functools import partial
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html_join
from wagtail import hooks

from cms.admin.dashboard import IncompletePanel, NewsPanel, put_own_drafts_first
from cms.admin.dates import read_dates
from cms.admin.deletions import refuse_bulk_deletion, refuse_deletion, refuse_page_deletion
from cms.admin.double_report import DoublesMenuItem, DoublesView
from cms.admin.doubles import look_up
from cms.admin.events import EventViewSet, SeriesViewSet
from cms.admin.files.bulk import DocumentsToCollection, ImagesToCollection
from cms.admin.files.uploads import AddImagesView
from cms.admin.files.views import DocumentViewSet, EditRedirect, ImageViewSet
from cms.admin.finder import FinderArea, FinderView
from cms.admin.first_steps import FirstStepsPanel
from cms.admin.merging import MergeFormatter, MergeView, UnmergeFormatter, merge_button
from cms.admin.next_edition import NextEditionView, next_edition_button
from cms.admin.programme import views as programme
from cms.admin.publishing.add_to_release import (
    AddPagesToRelease,
    AddRecordsToRelease,
    page_button,
    record_button,
)
from cms.admin.publishing.bulk import PublishRecords, UnpublishRecords
from cms.admin.publishing.coming import ComingView, coming_item
from cms.admin.publishing.edit_fields import EditRecords
from cms.admin.publishing.release_page import ReleaseView, release_preview
from cms.admin.publishing.releases import RELEASE_ACTIONS, ReleaseViewSet
from cms.admin.publishing.together import TogetherView, ask_about_the_rest
from cms.admin.refusals import refuse_move
from cms.admin.reports import REPORTS, ReportMenuItem, report_urls
from cms.admin.schedule import SchedulePanel, show_failure
from cms.admin.scheduled_wording import PublishOrScheduleBulkAction, name_approval
from cms.admin.series import SeriesPanel, SeriesView, page_buttons
from cms.admin.series_editors import SeriesEditorsView
from cms.admin.session import session
from cms.admin.snippets import ArchiveGroup
from cms.admin.splitting import SplitFormatter, SplitView, UnsplitFormatter, split_button
from cms.admin.translation.edition import TranslateEditionView, translate_button
from cms.admin.translation.panel import confirm
from cms.admin.translation.record import TranslatePageView, TranslateRecordView
from cms.admin.trash import TrashMenuItem, TrashView, empty_view, restore_view
from cms.admin.unreadable_drafts import read_before_copy
from cms.admin.userbar import check_across_origins
from cms.belonging.own import SHARED
from cms.models import CustomDocument, CustomImage

hooks.register("before_delete_snippet", refuse_deletion)
hooks.register("before_delete_page", refuse_page_deletion)
hooks.register("before_bulk_action", refuse_bulk_deletion)
hooks.register("before_move_page", refuse_move)
hooks.register("before_copy_page", read_before_copy)
hooks.register("construct_wagtail_userbar", check_across_origins)
for hook_name in ("register_page_listing_more_buttons", "register_page_header_buttons"):
    hooks.register(hook_name, page_buttons)
    hooks.register(hook_name, next_edition_button)
    hooks.register(hook_name, translate_button)
    hooks.register(hook_name, page_button)
hooks.register("register_snippet_listing_buttons", record_button)
for action in (
    PublishOrScheduleBulkAction,
    PublishRecords,
    UnpublishRecords,
    EditRecords,
    AddPagesToRelease,
    AddRecordsToRelease,
    ImagesToCollection,
    DocumentsToCollection,
):
    hooks.register("register_bulk_action", action, order=1)
for hook_name in ("construct_page_action_menu", "construct_snippet_action_menu"):
    hooks.register(hook_name, name_approval)
for hook_name in ("before_publish_page", "before_publish"):
    hooks.register(hook_name, ask_about_the_rest)
hooks.register("register_reports_menu_item", coming_item)
hooks.register("before_edit_page", show_failure)
hooks.register("register_admin_search_area", FinderArea)
hooks.register("before_edit_snippet", show_failure)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    return [
        EventViewSet(),
        SeriesViewSet(),
        ArchiveGroup(),
        ReleaseViewSet(),
        ImageViewSet(),
        DocumentViewSet(),
    ]


@hooks.register("register_permissions")
def own_permissions() -> QuerySet:
    """The rights to releases, and the one to shared records."""
    return Permission.objects.filter(
        Q(content_type__model="release") | Q(codename=SHARED.partition(".")[2]),
        content_type__app_label="cms",
    )


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    for name, label, message in RELEASE_ACTIONS:
        actions.register_action(f"cms.release.{name}", label, message)
    actions.register_action("cms.restore", "Restore", "Restored from the trash")
    formatters = {
        "cms.merge": MergeFormatter,
        "cms.unmerge": UnmergeFormatter,
        "cms.split": SplitFormatter,
        "cms.unsplit": UnsplitFormatter,
    }
    for name, formatter in formatters.items():
        actions.register_action(name)(formatter)


hooks.register("register_snippet_listing_buttons", merge_button)
hooks.register("register_snippet_listing_buttons", split_button)
hooks.register("register_settings_menu_item", TrashMenuItem)
hooks.register("register_reports_menu_item", DoublesMenuItem)


@hooks.register("construct_homepage_panels")
def add_dashboard_panels(request: HttpRequest, panels: list[Any]) -> None:
    put_own_drafts_first(panels)
    panels.extend(
        [FirstStepsPanel(), SeriesPanel(), NewsPanel(), SchedulePanel(), IncompletePanel()]
    )


@hooks.register("construct_help_menu")
def remove_external_help(request: HttpRequest, items: list[Any]) -> None:
    """Remove the links to the website of Wagtail."""
    items[:] = [item for item in items if item.name == "keyboard-shortcuts-trigger"]


@hooks.register("construct_reports_menu")
def remove_page_types_report(request: HttpRequest, items: list[Any]) -> None:
    """Remove the link to a report that is closed (see cms.urls)."""
    items[:] = [item for item in items if item.name != "page-types-usage"]


@hooks.register("insert_global_admin_css")
def admin_css() -> str:
    names = ("admin", "tables")
    sheets = ((static(f"cms/{name}.css"),) for name in names)
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', sheets)


@hooks.register("insert_global_admin_js")
def admin_js() -> str:
    return format_html_join(
        "\n",
        '<script type="module" src="{}"></script>',
        (
            (static(f"cms/{name}.js"),)
            for name in (
                "submit",
                "dates",
                "warnings",
                "conditional_panels",
                "preview",
                "places",
                "autosave",
                "chooser",
                "dialogs",
                "doubles",
                "copies",
                "row_titles",
                "hours",
                "names",
                "tables",
                "uploads",
            )
        ),
    )


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    return [
        path("dates/", read_dates, name="cms_read_dates"),
        path("trash/", TrashView.as_view(), name="cms_trash"),
        path("trash/<positive:pk>/restore/", restore_view, name="cms_restore"),
        path("trash/<positive:pk>/empty/", empty_view, name="cms_empty"),
        path("merge/<slug:kind>/<positive:pk>/", MergeView.as_view(), name="cms_merge"),
        path("split/<slug:kind>/<positive:pk>/", SplitView.as_view(), name="cms_split"),
        path("reports/doubles/", DoublesView.as_view(), name="cms_report_doubles"),
        path("doubles/", look_up, name="cms_doubles"),
        path("find/", FinderView.as_view(), name="cms_find"),
        path("session/", session, name="cms_session"),
        path("programme/names/", programme.offers, name="cms_offers"),
        path("programme/known/", programme.known_names, name="cms_known"),
        path("programme/people/", programme.make_people, name="cms_make_people"),
        path("programme/rows/", programme.rows, name="cms_rows"),
        path("series/<positive:pk>/", SeriesView.as_view(), name="cms_series"),
        path(
            "series/<positive:pk>/editors/", SeriesEditorsView.as_view(), name="cms_series_editors"
        ),
        path("editions/<positive:pk>/next/", NextEditionView.as_view(), name="cms_next_edition"),
        path(
            "editions/<positive:pk>/translate/",
            TranslateEditionView.as_view(),
            name="cms_translate_edition",
        ),
        path(
            "translations/<slug:kind>/<positive:pk>/confirm/",
            confirm,
            name="cms_confirm_translation",
        ),
        path(
            "publish/<slug:kind>/<positive:pk>/",
            TogetherView.as_view(),
            name="cms_publish_together",
        ),
        path("reports/coming/", ComingView.as_view(), name="cms_coming"),
        path("release/<positive:pk>/", ReleaseView.as_view(), name="cms_release"),
        path(
            "release/<positive:pk>/<slug:kind>/<positive:object_id>/",
            release_preview,
            name="cms_release_preview",
        ),
        # This app comes before Wagtail's, whose translations lead to the records of the original.
        path("translation/submit/page/<int:page_id>/", TranslatePageView.as_view()),
        path(
            "translation/submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/",
            TranslateRecordView.as_view(),
        ),
        # This app comes before Wagtail's, whose forms of files know no drafts.
        path("images/multiple/add/", AddImagesView.as_view()),
        path("images/<positive:pk>/", EditRedirect.as_view(model=CustomImage)),
        path("documents/edit/<positive:pk>/", EditRedirect.as_view(model=CustomDocument)),
        *report_urls(),
    ]


for order, report in enumerate(REPORTS):
    hooks.register("register_reports_menu_item", partial(ReportMenuItem, report, order))
