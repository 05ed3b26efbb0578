"""What a preview shows of a record: its facts, and the lists that hang on it."""

from typing import Any

from django import template
from django.db.models import Field, Model
from django.utils.text import capfirst
from modelcluster.models import get_all_child_relations

register = template.Library()

# Shown elsewhere on the page, or never meant for readers.
NOT_FACTS = frozenset(
    {
        "body",
        "end",
        "expire_at",
        "expired",
        "go_live_at",
        "image",
        "internal_notes",
        "label",
        "locale",
        "logo",
        "name",
        "portrait",
        "precision",
        "search_description",
        "seo_title",
        "slug",
        "start",
        "summary",
        "text",
        "translation_key",
    }
)
LISTS = {
    "partnerships": "Partners",
    "default_partners": "Usual partners",
    "appearances": "People",
    "names": "Other names",
    "series_aliases": "Other names",
    "affiliations": "Affiliations",
    "programme": "Programme",
    "event_quotes": "Quotes",
    "event_themes": "Themes",
    "series_themes": "Themes",
    "event_references": "References",
    "event_documents": "Documents",
    "related_events": "Related events",
    "calls_to_action": "Calls to action",
    "navigation": "Navigation",
    "sources": "Sources",
}


@register.filter
def picture(record: Model) -> Model | None:
    """The picture, logo or portrait of a record."""
    names = ("image", "logo", "portrait")
    return next((getattr(record, name) for name in names if getattr(record, name, None)), None)


@register.filter
def facts(record: Model) -> list[tuple[str, str]]:
    """`[("Kind", "Conference")]`: every stated value, a date no more precise than it is known."""
    date = getattr(record, "edtf", None)
    dates = [("Date", str(date))] if date else []
    return dates + [
        (capfirst(str(field.verbose_name)), words_of_field(record, field))
        for field in record._meta.fields
        if is_fact(field) and getattr(record, field.name) not in (None, "", [])
    ]


def is_fact(field: Field) -> bool:
    ours = field.model._meta.app_label in ("cms", "home")
    return ours and field.editable and not field.primary_key and field.name not in NOT_FACTS


def words_of_field(record: Model, field: Field) -> str:
    display = getattr(record, f"get_{field.name}_display", None)
    if display is not None:
        return str(display())
    value = getattr(record, field.name)
    return str(getattr(value, "name", "") or value)


@register.filter
def lists(record: Model) -> list[tuple[str, list[str]]]:
    """`[("Partners", ["Example Ministry (Partner)"])]`, without the empty ones."""
    shown = []
    for relation in get_all_child_relations(type(record)):
        name = relation.get_accessor_name()
        if heading := LISTS.get(name):
            children = [child for child in getattr(record, name).all() if is_public(record, child)]
            shown.append((heading, [words_of_child(child, relation.field) for child in children]))
    return [(heading, children) for heading, children in shown if children]


def is_public(record: Any, child: Any) -> bool:
    """Whether readers would see it: under a rule of silence only who may be named."""
    return not hasattr(child, "may_be_named") or record.may_name(child)


def words_of_child(child: Model, parent: Field) -> str:
    """Its own words, or those of the record that it links to."""
    if type(child).__str__ is not Model.__str__ and "object (" not in str(child):
        return str(child)
    links = [
        getattr(child, field.name)
        for field in child._meta.fields
        if field.is_relation and field is not parent
    ]
    return ", ".join(str(link) for link in links if link)
