"""Every address of this server. Pages live on the front end: Wagtail serves none of them here."""

from django.http import Http404
from django.urls import include, path, re_path
from django.views.defaults import page_not_found
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    # It names the last page of each type to people who may not see that page.
    re_path(r"^admin/reports/page-types-usage/", page_not_found, {"exception": Http404()}),
    path("admin/", include(wagtailadmin_urls)),
    path("", include("home.urls")),
    path("", include("api.urls")),
    path("documents/", include(wagtaildocs_urls)),
    path("", RedirectView.as_view(url="/api/v1/docs/")),
]

handler400 = "api.errors.bad_request"
handler403 = "api.errors.permission_denied"
handler404 = "api.errors.not_found"
handler500 = "api.errors.server_error"
