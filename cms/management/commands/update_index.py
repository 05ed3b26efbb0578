"""`manage.py update_index`: the command of Wagtail, with one line for each error."""

from typing import Any

from django.core.management.base import CommandError
from modelsearch.backends import InvalidSearchBackendError
from modelsearch.management.commands import rebuild_modelsearch_index


class Command(rebuild_modelsearch_index.Command):
    help = "Build the search index of the admin again."

    def handle(self, **options: Any) -> None:
        if options["chunk_size"] < 1:
            raise CommandError("--chunk_size: write a number of records, 1 or more", returncode=2)
        try:
            super().handle(**options)
        except InvalidSearchBackendError as error:
            raise CommandError(f"--backend: {error}", returncode=2) from error
