"""What this app adds to the Wagtail admin. Only wiring: each part lives in `cms.admin`."""

from functools import partial

from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html, format_html_join
from wagtail import hooks

from cms.admin.dashboard import IncompletePanel, NewsPanel
from cms.admin.dates import read_dates
from cms.admin.deletions import refuse_bulk_deletion, refuse_deletion, refuse_page_deletion
from cms.admin.events import EventViewSet, SeriesViewSet
from cms.admin.next_edition import NextEditionView, next_edition_button
from cms.admin.refusals import refuse_move
from cms.admin.reports import REPORTS, ReportMenuItem, report_urls
from cms.admin.schedule import SchedulePanel
from cms.admin.series import SeriesPanel, SeriesView, page_buttons
from cms.admin.side_panels import tell_what_is_left
from cms.admin.snippets import ArchiveGroup
from cms.admin.userbar import check_across_origins

hooks.register("before_delete_snippet", refuse_deletion)
hooks.register("before_delete_page", refuse_page_deletion)
hooks.register("before_bulk_action", refuse_bulk_deletion)
hooks.register("before_move_page", refuse_move)
hooks.register("construct_wagtail_userbar", check_across_origins)
for place in ("register_page_listing_more_buttons", "register_page_header_buttons"):
    hooks.register(place, page_buttons)
    hooks.register(place, next_edition_button)
hooks.register("after_publish_page", tell_what_is_left)
hooks.register("after_publish_snippet", tell_what_is_left)


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [EventViewSet(), SeriesViewSet(), ArchiveGroup()]


@hooks.register("construct_homepage_panels")
def add_dashboard_panels(request, panels):
    panels.extend([SeriesPanel(), NewsPanel(), SchedulePanel(), IncompletePanel()])


@hooks.register("construct_help_menu")
def keep_what_stays_here(request, items):
    """No link that leaves for the makers of the software."""
    items[:] = [item for item in items if item.name == "keyboard-shortcuts-trigger"]


@hooks.register("construct_reports_menu")
def leave_out_what_says_too_much(request, items):
    """No link to a report that is closed here: it names pages to people who may not see them."""
    items[:] = [item for item in items if item.name != "page-types-usage"]


@hooks.register("insert_global_admin_css")
def admin_css():
    return format_html('<link rel="stylesheet" href="{}">', static("cms/admin.css"))


@hooks.register("insert_global_admin_js")
def admin_js():
    return format_html_join(
        "\n",
        '<script type="module" src="{}"></script>',
        (
            (static(f"cms/{name}.js"),)
            for name in ("submit", "dates", "warnings", "matters", "preview")
        ),
    )


@hooks.register("register_admin_urls")
def admin_urls():
    return [
        path("dates/", read_dates, name="cms_read_dates"),
        path("series/<int:pk>/", SeriesView.as_view(), name="cms_series"),
        path("editions/<int:pk>/next/", NextEditionView.as_view(), name="cms_next_edition"),
        *report_urls(),
    ]


for order, report in enumerate(REPORTS):
    hooks.register("register_reports_menu_item", partial(ReportMenuItem, report, order))
