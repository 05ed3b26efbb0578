"""Store a page with the values extracted from it."""

from typing import Any

from cms.models import SeriesPage
from importer.extract import Proposal, UnreadablePage
from importer.formats.saved_file import SavedFile
from importer.kept.store import keep_file
from importer.models import ImportedPage, ReviewState

from .access import pages_for_user

# The longest text that a person can review.
MOST_CHARACTERS = 300_000


def keep(
    proposal: Proposal, file: SavedFile, *, user: Any = None, series: SeriesPage | None = None
) -> tuple[ImportedPage, bool]:
    """The page for `proposal`, which `file` states, and whether it is new. Each event in the same
    bytes is imported once. The file is kept.

    Raises `UnreadablePage` with the reason. Pages that `user` may not open do not count.
    """
    text = proposal.page.text
    if len(text) > MOST_CHARACTERS:
        raise UnreadablePage(
            f"It is longer than the limit of {MOST_CHARACTERS // 1000},000 characters of text. "
            "Shorten it, or enter the event by hand."
        )
    pages = ImportedPage.objects.all() if user is None else pages_for_user(user)
    same = pages.filter(sha256=proposal.sha256, part=proposal.part)
    before = same.exclude(state=ReviewState.DROPPED).first()
    if before is not None:
        if series is not None and before.state == ReviewState.REVIEW and before.series is None:
            about = before.answers.get("about", {}) | {"series": str(series.pk)}
            before.series, before.answers = series, before.answers | {"about": about}
            before.save(update_fields=["series", "answers"])
        return before, False
    keep_file(file)
    values = proposal.as_json()
    del values["source"]
    page = ImportedPage.objects.create(
        name=proposal.file[:255],
        sha256=proposal.sha256,
        part=proposal.part,
        text=text,
        address=proposal.address[:500],
        retrieved=proposal.retrieved,
        language=proposal.page.language[:12],
        proposal=values,
        series=series,
        created_by=user,
        changed_by=user,
    )
    return page, True
