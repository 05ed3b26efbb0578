"""Rebuilding an empty site from a bag, in one transaction."""

from pathlib import Path

from django.core.management import call_command
from django.db import DataError, IntegrityError, connection, transaction
from wagtail.models import Site

from archive.batches import in_batches
from archive.models import Entry, PublicRecord
from archive.publisher.lock import appending
from archive.publisher.pending import add_later
from archive.publisher.projection import project_again
from archive.publisher.tasks import go_on
from archive.registry import registry
from archive.search import index
from exports.database_rows import tables
from exports.restore.check import check
from exports.restore.empty import check_empty, clear, hang_again, roots
from exports.restore.log import load_log
from exports.restore.media import Media
from exports.restore.refused import Refused
from exports.restore.rows import load, reset_sequences
from exports.restore.unpack import opened


def restore(path: Path) -> int:
    """Bring the bag at `path` into this site; return how many entries the log has got since.

    There are none when the site has the addresses of the one that made the bag: every document,
    rendered anew, is then as it was. Raises `Refused`, and writes nothing, for anything else than
    a whole bag and an empty site.
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
            raise Refused(f"{path.name}: its rows do not fit together: {error}") from error
        except BaseException:
            media.undo()
            raise
        finally:
            Site.clear_site_root_paths_cache()


def fill(data: Path, media: Media) -> int:
    """Write everything. The lock of those who append keeps all others away meanwhile."""
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
        hang_again(before)
        connection.check_constraints()
        media.load()
    Site.clear_site_root_paths_cache()  # no signal tells of rows that are written as they are
    rebuild()
    known = Entry.objects.count()
    add_later(registry.identities())
    while go_on():
        pass  # a batch takes the memory of a batch, however large the archive
    return Entry.objects.count() - known


def rebuild() -> None:
    """What is made again from the rows: lists, facets, both searches, the index of references."""
    live = PublicRecord.objects.filter(live=True).order_by("pk")
    for part in in_batches(list(live.values_list("pk", flat=True))):
        project_again(list(PublicRecord.objects.filter(pk__in=part).select_related("entry")))
    call_command("rebuild_references_index", verbosity=0)
    index.index_all()
