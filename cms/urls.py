"""Every address of this server. Pages live on the front end: Wagtail serves none of them here."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    # It names the last page of each type to people who may not see that page. Wagtail leads to it
    # from the list of the pages of a type.
    re_path(
        r"^admin/reports/page-types-usage/", RedirectView.as_view(pattern_name="wagtailadmin_home")
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
