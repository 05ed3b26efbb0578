"""The review's place in the admin."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from importer.review.access import may_review
from importer.review.listing import DeleteView, ReadingsView
from importer.review.screen import ReviewView
from importer.review.upload import UploadView


class ReadingsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_review(request.user)


@hooks.register("register_archive_menu_item")
def readings_menu_item() -> MenuItem:
    return ReadingsMenuItem(
        "Read a page", reverse("archive_readings"), name="readings", icon_name="doc-full", order=10
    )


@hooks.register("register_admin_urls")
def review_urls() -> list[URLPattern]:
    return [
        path("readings/", ReadingsView.as_view(), name="archive_readings"),
        path(
            "readings/results/",
            ReadingsView.as_view(results_only=True),
            name="archive_readings_results",
        ),
        path("readings/add/", UploadView.as_view(), name="archive_reading_add"),
        path("readings/<int:pk>/", ReviewView.as_view(), name="archive_reading"),
        path("readings/<int:pk>/delete/", DeleteView.as_view(), name="archive_reading_delete"),
    ]
