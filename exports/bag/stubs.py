"""Pages that are only a place in the tree, above public ones."""

import uuid
from collections.abc import Mapping
from typing import Any

from wagtail.fields import StreamField
from wagtail.models import Page

from exports.database_rows import Row, fields_of, to_json

KEPT = ("path", "depth", "slug", "url_path", "locale_id", "content_type_id")


def stub_of(model: Any, row: Row, numbers_of_children: Mapping[str, int]) -> Row:
    """A row that keeps its place in the tree and its address, and nothing else."""
    pk = row[model._meta.pk.attname]
    empty = {
        field.attname: [] if isinstance(field, StreamField) else to_json(field, field.get_default())
        for field in fields_of(model)
    }
    identity = str(uuid.uuid5(uuid.NAMESPACE_URL, f"page:{pk}"))
    kept = {name: row[name] for name in KEPT if name in row}
    stub = {**row, **empty, **kept, model._meta.pk.attname: pk}
    if model is Page:
        stub |= {
            "title": row["slug"],
            "draft_title": row["slug"],
            "live": row["depth"] == 1,
            "translation_key": identity,
            "numchild": numbers_of_children.get(row["path"], 0),
        }
    else:
        stub["uid"] = identity
    return stub
