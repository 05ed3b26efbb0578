"""All URLs of this server. The front end serves the pages, so Wagtail serves none here."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.admin.password_reset import LimitedResetView
from cms.admin.places import admin_ping

urlpatterns = [
    # This report is closed. It would show page titles to users without access to these pages.
    re_path(
        r"^admin/reports/page-types-usage/", RedirectView.as_view(pattern_name="wagtailadmin_home")
    ),
    path("admin/password_reset/", LimitedResetView.as_view()),
    path(
        "admin/editing-sessions/ping/<str:app_label>/<str:model_name>/<str:object_id>/"
        "<int:session_id>/",
        admin_ping,
    ),
    path("admin/", include(wagtailadmin_urls)),
    path("", include("home.urls")),
    path("", include("api.urls")),
    path("documents/", include(wagtaildocs_urls)),
    path("", RedirectView.as_view(url="/api/v1/docs/")),
]

handler400 = "api.http.errors.bad_request"
handler403 = "api.http.errors.permission_denied"
handler404 = "api.http.errors.not_found"
handler500 = "api.http.errors.server_error"
