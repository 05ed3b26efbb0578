"""The editing side."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "Archive content"

    def ready(self) -> None:
        from cms import signals  # noqa: F401  connects its receivers
