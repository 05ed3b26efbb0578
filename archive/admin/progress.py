"""Tells editors how much of a publish is left for later."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from wagtail.admin.ui.components import Component

from archive.publisher.tasks import longest_wait, waiting

TOO_LONG = timedelta(minutes=5)  # for all but the very largest changes


def progress_message() -> str:
    """ "Readers still see the former version of 12,000 records that show a change." """
    count = waiting()
    if count == 1:
        return "Readers still see the former version of one record that shows a change."
    return f"Readers still see the former version of {count:,} records that show a change."


def delay_message() -> str:
    """What to do when the first of them has waited for too long; nothing before that.

    It does not say that the work has stopped: the rows do not show when the last batch ended.
    """
    waited = longest_wait()
    if waited < TOO_LONG:
        return ""
    return (
        f"Some have waited for {waited // timedelta(minutes=1):,} minutes. Ask those who run the "
        "server whether the worker and the sweep are running."
    )


class ProgressPanel(Component):
    """The first line of the dashboard, as long as there is such work."""

    order = 10

    def render_html(self, parent_context: Any = None) -> str:
        context = {"message": progress_message(), "delay": delay_message()}
        return render_to_string("archive/progress.html", context)


def show_progress(request: HttpRequest, panels: list[Component]) -> None:
    if waiting():
        panels.append(ProgressPanel())
