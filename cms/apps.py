"""The content of the archive as a Django app."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "Archive content"

    def ready(self) -> None:
        from wagtail.models import ReferenceIndex

        from cms import signals, texts  # noqa: F401  signals connects its receivers
        from cms.admin import publish_warnings, redirects
        from cms.models import Record

        texts.connect()
        redirects.connect()
        publish_warnings.connect()
        # Wagtail does this when it loads the URLs of the admin, which commands do not.
        for model in Record.__subclasses__():
            ReferenceIndex.register_model(model)
