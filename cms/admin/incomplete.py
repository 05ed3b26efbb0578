"""What is missing in the archive, for the dashboard."""

from typing import Any

from django.urls import reverse

from .checks import CHECKS, REPORT_OF
from .links import edit_url, editable_by

MAX_RECORDS = 5


def findings(user: Any) -> list[dict[str, Any]]:
    """The checks with a result: `[{"label", "count", "more", "report", "records"}]`.

    Each check needs at most two queries, however large the archive is.
    """
    findings = []
    for check in CHECKS:
        records = editable_by(user, check.model).filter(check.missing).order_by("-pk")
        first = list(records[: MAX_RECORDS + 1])
        if first:
            count = len(first) if len(first) <= MAX_RECORDS else records.count()
            findings.append(
                {
                    "label": check.label,
                    "count": count,
                    "more": max(count - MAX_RECORDS, 0),
                    "report": reverse(f"cms_report_{REPORT_OF[check.label].name}"),
                    "records": [
                        {"name": str(record), "url": edit_url(check.model, record.pk)}
                        for record in first[:MAX_RECORDS]
                    ],
                }
            )
    return findings
