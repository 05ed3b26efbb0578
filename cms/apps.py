"""The content of the archive as a Django app."""

from django.apps import AppConfig
from django.urls import register_converter

from cms.letters.numbers import PositiveConverter

# Before any module with paths is imported.
register_converter(PositiveConverter, "positive")


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "Archive content"

    def ready(self) -> None:
        from django.contrib.auth import get_user_model
        from django.db.models.signals import pre_migrate
        from wagtail.models import APIToken, ReferenceIndex

        from cms import signals, texts  # noqa: F401  signals connects its receivers
        from cms.admin import conflicts, numbers, publish_warnings, redirects
        from cms.admin.files import policy, together
        from cms.belonging import policy as belonging
        from cms.database_version import refuse_other_version
        from cms.finding import index
        from cms.ledger.revocations import watch
        from cms.models import Record
        from cms.trash import keep

        pre_migrate.connect(refuse_other_version, sender=self)
        texts.connect()
        conflicts.connect()
        numbers.connect()
        redirects.connect()
        publish_warnings.connect()
        policy.register()
        belonging.register()
        together.connect()
        index.connect()
        keep.connect()
        watch(get_user_model(), active="is_active", key="password")
        watch(APIToken, active="revoked_at")
        # Wagtail does this when it loads the URLs of the admin, which commands do not.
        for model in Record.__subclasses__():
            ReferenceIndex.register_model(model)
