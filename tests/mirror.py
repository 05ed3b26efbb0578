"""Running the mirror that the documentation shows."""

from typing import Any

from archive.models import PublicRecord


def run(code: str, origin: str) -> dict[str, Any]:
    """Run the program against `origin` in this folder; return its copy."""
    names: dict[str, Any] = {}
    exec(compile(code.replace("http://localhost:8000", origin), "docs", "exec"), names)
    return names["copy"]


def digests(copy: dict[str, Any]) -> dict[str, str]:
    return {uid: entry["digest"] for uid, entry in copy["records"].items()}


def public() -> dict[str, str]:
    """What a complete copy holds: `{id: digest}`."""
    records = PublicRecord.objects.filter(live=True).values_list("uid", "entry__digest")
    return {str(uid): digest for uid, digest in records}
