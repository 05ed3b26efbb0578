"""Store a page with the values extracted from it."""

from typing import Any

from cms.models import SeriesPage
from importer.extract import Proposal
from importer.formats.saved_file import SavedFile
from importer.kept.store import keep_file
from importer.models import ImportedPage, ReviewState

from .access import pages_for_user


def keep(
    proposal: Proposal, file: SavedFile, *, user: Any = None, series: SeriesPage | None = None
) -> tuple[ImportedPage, bool]:
    """The page for `proposal`, which `file` states, and whether it is new. Each event in the same
    bytes is imported once. The file is kept.

    Pages that `user` may not open do not count.
    """
    pages = ImportedPage.objects.all() if user is None else pages_for_user(user)
    same = pages.filter(sha256=proposal.sha256, part=proposal.part)
    before = same.exclude(state=ReviewState.DROPPED).first()
    if before is not None:
        if series is not None and before.state == ReviewState.REVIEW and before.series is None:
            about = before.answers.get("about", {}) | {"series": str(series.pk)}
            before.series, before.answers = series, before.answers | {"about": about}
            before.save(update_fields=["series", "answers"])
        return before, False
    keep_file(file, proposal)
    values = proposal.as_json()
    del values["source"]
    page = ImportedPage.objects.create(
        name=proposal.file[:255],
        sha256=proposal.sha256,
        part=proposal.part,
        text=proposal.page.text,
        address=proposal.address[:500],
        retrieved=proposal.retrieved,
        language=proposal.page.language[:12],
        proposal=values,
        series=series,
        created_by=user,
        changed_by=user,
    )
    return page, True
