"""What editors are told of the work that was left for later."""

from typing import Any

from django.template.loader import render_to_string
from wagtail.admin.ui.components import Component

from archive.later import waiting


def words_of_progress() -> str:
    """ "12,000 records that show what was changed are still to be published anew." """
    count = waiting()
    if count == 1:
        return "One record that shows what was changed is still to be published anew."
    return f"{count:,} records that show what was changed are still to be published anew."


class ProgressPanel(Component):
    """A line above all else on the dashboard, for as long as there is such work."""

    order = 10

    def render_html(self, parent_context: Any = None) -> str:
        return render_to_string("archive/progress.html", {"words": words_of_progress()})


def show_progress(request, panels: list[Component]) -> None:
    if waiting():
        panels.append(ProgressPanel())
