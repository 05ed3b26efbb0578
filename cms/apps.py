"""The editing side."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "Archive content"

    def ready(self) -> None:
        from wagtail.models import ReferenceIndex

        from cms import signals  # noqa: F401  connects its receivers
        from cms.admin.checks import SNIPPETS

        # Wagtail does so when the admin's addresses are first read, which a command never does.
        for _plural, model in SNIPPETS:
            ReferenceIndex.register_model(model)
