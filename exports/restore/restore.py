"""Rebuild an empty site from a bag, in one transaction."""

from pathlib import Path

from django.core.management import call_command
from django.db import DataError, IntegrityError, connection, transaction
from wagtail.models import Site

from archive.batches import in_batches
from archive.models import Entry, PublicRecord
from archive.publisher.facet_counts import count_all
from archive.publisher.lock import appending
from archive.publisher.pending import add_later
from archive.publisher.projection import project_again
from archive.publisher.tasks import go_on
from archive.registry import registry
from archive.search import index
from cms.finding import index as finder
from exports.database_rows import tables
from exports.evidence import load_evidence
from exports.restore.check import check
from exports.restore.empty import check_empty, clear, reattach, roots
from exports.restore.log import load_log
from exports.restore.media import Media
from exports.restore.refused import BagRefused
from exports.restore.rows import load, reset_sequences
from exports.restore.unpack import opened


def restore(path: Path) -> int:
    """Restore the bag at `path`. Return how many documents were published again.

    There are none when this site has the same addresses as the site of the bag, because every
    document is rendered as it was. Raises `BagRefused`, and writes nothing, unless the bag is
    complete and the site is empty.
    """
    check_empty()
    with opened(path) as folder:
        check(folder)
        data = folder / "data"
        media = Media(data / "media")
        try:
            with transaction.atomic():
                return fill(data, media)
        except (IntegrityError, DataError) as error:
            media.undo()
            raise BagRefused(f"{path.name}: its rows contradict each other: {error}") from error
        except BaseException:
            media.undo()
            raise
        finally:
            Site.clear_site_root_paths_cache()


def fill(data: Path, media: Media) -> int:
    """Write everything. The lock of the log keeps all other writers away."""
    with appending():
        check_empty()
        before = roots()
        clear()
        for model in tables():
            path = data / "content" / f"{model._meta.label_lower}.ndjson"
            if path.exists():  # a table may be newer than the bag
                load(model, path)
        load_log(data / "history")
        reset_sequences(tables())
        reattach(before)
        connection.check_constraints()
        load_evidence(data / "evidence")
        media.load()
    Site.clear_site_root_paths_cache()  # raw rows send no signals
    rebuild()
    restored = Entry.objects.count()
    add_later(registry.identities())
    while go_on():
        pass  # in batches, to save memory
    return Entry.objects.count() - restored


def rebuild() -> None:
    """Make the derived tables: lists, facets, both search indexes, references, the finder."""
    live = PublicRecord.objects.filter(live=True).order_by("pk")
    for part in in_batches(list(live.values_list("pk", flat=True))):
        project_again(list(PublicRecord.objects.filter(pk__in=part).select_related("entry")))
    count_all()
    call_command("rebuild_references_index", verbosity=0)
    index.index_all()
    finder.rebuild()
