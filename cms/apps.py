"""The content of the archive as a Django app."""

import re
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType, SimpleNamespace
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.urls import register_converter

from cms.pictures import heif  # noqa: F401  before anything else loads Willow
from cms.text.numbers import PositiveConverter

# Before any module with paths is imported.
register_converter(PositiveConverter, "positive")


class WithoutPublicApis(MetaPathFinder, Loader):
    """Empty modules in the place of Wagtail's public APIs, which Plenary does not install.

    Wagtail loads version 3 in every process all the same, and makes a schema for each model: 9 MB
    of memory and a quarter of a second. The admin derives its API from version 2, whose query for
    public pages loads pydantic: 11 MB.
    """

    NAMES = re.compile(r"wagtail\.(?:\w+\.)*api\.v3(?:\.\w+)*|wagtail\.api\.querysets")

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return ModuleSpec(name, self, is_package=True) if self.NAMES.fullmatch(name) else None

    def exec_module(self, module: ModuleType) -> None:
        """What Wagtail asks of these modules when it is loaded."""
        vars(module).update(
            api=SimpleNamespace(add_router=nothing),
            get_public_pages_queryset=nothing,
            register_content_types=nothing,
            router=None,
        )


def nothing(*args: Any, **options: Any) -> None:
    """In the place of a function."""


if not any(app.startswith("wagtail.api") for app in settings.INSTALLED_APPS):
    sys.meta_path.insert(0, WithoutPublicApis())


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "Archive content"

    def ready(self) -> None:
        from django.db.models.signals import pre_migrate
        from wagtail.models import ReferenceIndex
        from wagtail.snippets.models import get_snippet_models

        from cms import signals  # noqa: F401  it connects its receivers
        from cms.admin import conflicts, numbers, publish_warnings, redirects
        from cms.admin.files import new_files, policy
        from cms.belonging import policy as belonging
        from cms.database_version import refuse_other_version
        from cms.finding import index
        from cms.ledger.powers import watch_powers
        from cms.models import Record
        from cms.text import writable
        from cms.trash import keep

        pre_migrate.connect(refuse_other_version, sender=self)
        writable.connect()
        conflicts.connect()
        numbers.connect()
        redirects.connect()
        publish_warnings.connect()
        policy.register()
        belonging.register()
        new_files.connect()
        index.connect()
        keep.connect()
        watch_powers()
        # Wagtail does this when it loads the URLs of the admin, which commands do not.
        for model in Record.__subclasses__():
            ReferenceIndex.register_model(model)
        get_snippet_models()
