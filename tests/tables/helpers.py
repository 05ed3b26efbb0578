"""Helpers for tests of tables."""

import csv
import json
from io import StringIO
from pathlib import Path

import orjson
import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase

from archive.models import PublicRecord
from tables.formats.reader import TableRow
from tables.importing.plan import Plan
from tables.importing.planner import make_plan
from tables.importing.rights import Rights
from tables.kinds import by_plural


def write(path: Path, *rows: dict) -> Path:
    """Write a table of `rows`, in the format of its extension."""
    if path.suffix == ".csv":
        names = list(dict.fromkeys(name for row in rows for name in row))
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, names)
            writer.writeheader()
            writer.writerows(rows)
    elif path.suffix == ".ndjson":
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    else:
        path.write_text(json.dumps(rows))
    return path


def run_import(kind: str, path: Path, *options: str) -> str:
    """The output of the command, with the log caught up as after a commit."""
    out = StringIO()
    with TestCase.captureOnCommitCallbacks(execute=True):
        call_command("table_import", kind, str(path), *options, stdout=out, stderr=StringIO())
    return out.getvalue().strip()


def refusals(kind: str, path: Path, *options: str) -> str:
    """The errors of the command for an invalid table, with exit code 2."""
    errors = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("table_import", kind, str(path), *options, stdout=StringIO(), stderr=errors)
    assert refused.value.returncode == 2
    return f"{errors.getvalue()}{refused.value}"


def run_export(kind: str, path: Path, *options: str) -> Path:
    call_command("table_export", kind, str(path), *options, stdout=StringIO())
    return path


def plan(kind: str, *rows: dict, publish: bool = False, user=None) -> Plan:
    table = by_plural()[kind]
    numbered = (TableRow(number, row) for number, row in enumerate(rows, start=1))
    return make_plan(table, numbered, Rights(table, user, publish))


def problems(kind: str, *rows: dict, **options) -> list[str]:
    return [str(problem) for problem in plan(kind, *rows, **options).problems]


def documents(kind: str) -> dict[str, dict]:
    """`{key: document}` of what is public, without ids and times."""
    records = PublicRecord.objects.filter(kind=kind, live=True).select_related("entry")
    return {record.key: without_ids(orjson.loads(record.entry.content)) for record in records}


def without_ids(value):
    if isinstance(value, dict):
        return {n: without_ids(item) for n, item in value.items() if n not in ("id", "meta")}
    return [without_ids(item) for item in value] if isinstance(value, list) else value
