"""What this app adds to the Wagtail admin. Only wiring: each part lives in `cms.admin`."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from cms.admin.dashboard import IncompletePanel, NewsPanel
from cms.admin.events import EventViewSet
from cms.admin.refusals import refuse_deletion, refuse_move
from cms.admin.snippets import ArchiveGroup

hooks.register("before_delete_snippet", refuse_deletion)
hooks.register("before_move_page", refuse_move)


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [EventViewSet(), ArchiveGroup()]


@hooks.register("construct_homepage_panels")
def add_dashboard_panels(request, panels):
    panels.extend([NewsPanel(), IncompletePanel()])


@hooks.register("construct_help_menu")
def keep_what_stays_here(request, items):
    """No link that leaves for the makers of the software."""
    items[:] = [item for item in items if item.name == "keyboard-shortcuts-trigger"]


@hooks.register("insert_global_admin_css")
def admin_css():
    return format_html('<link rel="stylesheet" href="{}">', static("cms/admin.css"))


@hooks.register("insert_global_admin_js")
def admin_js():
    return format_html('<script src="{}"></script>', static("cms/submit.js"))
