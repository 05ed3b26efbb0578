"""The menu item and the URLs of tables."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from tables.admin.access import tables_of

from .admin import office, views


class TablesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(tables_of(request.user))


@hooks.register("register_archive_menu_item")
def tables_menu_item() -> MenuItem:
    return TablesMenuItem(
        "Tables", reverse("tables_index"), name="tables", icon_name="table", order=20
    )


@hooks.register("ways_to_begin")
def begin_with_a_table(user: Any) -> list[tuple[str, str]]:
    return (
        [("a table of editions, people or partners", reverse("tables_index"))]
        if tables_of(user)
        else []
    )


@hooks.register("register_admin_urls")
def table_urls() -> list[URLPattern]:
    return [
        path("tables/", views.tables_view, name="tables_index"),
        path("tables/<uuid:uid>/", views.upload_view, name="tables_upload"),
        path("tables/<uuid:uid>/mapping/", office.mapping_view, name="tables_mapping"),
        path("tables/<uuid:uid>/names/", office.names_view, name="tables_names"),
        path("tables/<uuid:uid>/progress/", views.progress_view, name="tables_progress"),
        path("tables/<str:plural>/columns/", views.columns_view, name="tables_columns"),
        path(
            "tables/<str:plural>/template.<str:form>",
            views.template_view,
            name="tables_template",
        ),
        path(
            "tables/<str:plural>/export.<str:form>",
            views.export_view,
            name="tables_export",
        ),
    ]
