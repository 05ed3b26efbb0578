"""How well the reader of pages does, on pages whose facts are written down beside them.

    .venv/bin/python benchmarks/page_reading.py

A value is right when it is the one that is written down, word for word. Precision is the
share of the proposed values that are right; recall is the share of those written down that are
proposed.
"""

import json
import os
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import django

HERE = Path(__file__).parent
PAGES = HERE / "pages"
SINGLE = ("code", "title", "series", "ordinal", "access", "attribution_rule", "venue", "mode")
SEVERAL = ("other_codes", "kind_stated", "references", "headings", "calls_to_action")
PARTS = {
    "partners": ("name", "country", "role"),
    "quotes": ("text", "speaker", "role_then", "occasion_stated"),
    "people": ("name", "capacity"),
    "dates": ("start", "end", "days", "precision"),
}


def facts(values: dict[str, Any]) -> Counter:
    """What `values` say, one entry a fact: `("quotes", "Every promise …", "speaker", "…")`."""
    found: Counter = Counter()
    for name in SINGLE:
        if values.get(name) is not None:
            found[name, values[name]] += 1
    for name in SEVERAL:
        for each in values.get(name, []):
            found[name, _text(each)] += 1
    for name, parts in PARTS.items():
        given = values.get(name) or []
        for each in [given] if isinstance(given, dict) else given:
            which = "" if name == "dates" else each[parts[0]]
            for part in parts:
                if each.get(part) and each[part] != "none":
                    found[name, which, part, str(each[part])] += 1
    return found


def _text(value: Any) -> str:
    return value if isinstance(value, str) else value.get("name") or value["text"]


def main() -> None:
    """Print each fact that is missing or wrong, and the score of each key."""
    from importer.extract import read

    right, proposed, written = (Counter[str]() for _ in range(3))
    slowest, count = 0.0, 0
    for path in sorted(PAGES.iterdir()):
        if path.suffix == ".json":
            continue
        count += 1
        start = time.perf_counter()
        found = facts(read(path.read_bytes(), path.name).as_json())
        slowest = max(slowest, time.perf_counter() - start)
        truth = facts(json.loads(path.with_suffix(".json").read_text()))
        for fact in found - truth:
            sys.stdout.write(f"{path.name}: wrong {fact}\n")
        for fact in truth - found:
            sys.stdout.write(f"{path.name}: missing {fact}\n")
        for counter, counted in ((right, found & truth), (proposed, found), (written, truth)):
            for (name, *_), number in counted.items():
                counter[name] += number
    sys.stdout.write(f"{'':18}precision  recall  facts\n")
    for name in (*SINGLE, *SEVERAL, *PARTS):
        _print(name, right[name], proposed[name], written[name])
    _print("all", right.total(), proposed.total(), written.total())
    sys.stdout.write(f"{count} pages, the slowest in {slowest * 1000:.0f} ms\n")


def _print(name: str, right: int, proposed: int, written: int) -> None:
    precision, recall = right / max(proposed, 1), right / max(written, 1)
    sys.stdout.write(f"{name:18}{precision:9.3f}{recall:8.3f}{written:7}\n")


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.development")
    django.setup()
    main()
