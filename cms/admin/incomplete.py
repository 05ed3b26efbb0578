"""What is still missing in the archive, as the dashboard names it."""

from typing import Any

from django.urls import reverse

from .checks import CHECKS, REPORT_OF
from .links import edit_url, editable_by

SHOWN = 5


def findings(user: Any) -> list[dict[str, Any]]:
    """`[{"label", "count", "more", "report", "records": [{"name", "url"}]}]` of what was found.

    At most two queries a check, however large the archive is.
    """
    found = []
    for check in CHECKS:
        records = editable_by(user, check.model).filter(check.missing).order_by("-pk")
        first = list(records[: SHOWN + 1])
        if first:
            count = len(first) if len(first) <= SHOWN else records.count()
            found.append(
                {
                    "label": check.label,
                    "count": count,
                    "more": max(count - SHOWN, 0),
                    "report": reverse(f"cms_report_{REPORT_OF[check.label].name}"),
                    "records": [
                        {"name": str(record), "url": edit_url(check.model, record.pk)}
                        for record in first[:SHOWN]
                    ],
                }
            )
    return found
