"""The content of the archive as a Django app."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "Archive content"

    def ready(self) -> None:
        from wagtail.models import ReferenceIndex

        from cms import signals  # noqa: F401  connects its receivers
        from cms.admin.checks import SNIPPETS

        # Wagtail does this when it loads the URLs of the admin, which commands do not.
        for _plural, model in SNIPPETS:
            ReferenceIndex.register_model(model)
