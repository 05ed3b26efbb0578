"""What shows what, from the reference index: pages show records, and records show other records.

Each function asks once for each step between a page and a record, however many records there are.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Model, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Page, ReferenceIndex

from cms.finding.index import kinds

# The content type and the primary key of a record, as the reference index has them.
Identity = tuple[int, str]


def identity_of(record: Model) -> Identity:
    return ContentType.objects.get_for_model(type(record)).pk, str(record.pk)


def record_types() -> list[int]:
    """The content types of all records that are no pages."""
    models = [model for model in kinds().values() if not issubclass(model, Page)]
    return [kind.pk for kind in ContentType.objects.get_for_models(*models).values()]


def shown_by(pages: QuerySet[Page]) -> set[Identity]:
    """Every record that one of `pages` shows, directly or through other records."""
    references = ReferenceIndex.objects.filter(to_content_type__in=record_types())
    level = _targets(references.filter(_is_one_of(pages)))
    seen: set[Identity] = set()
    while level:
        seen |= level
        level = _targets(references.filter(_among(level, "base_content_type", "object_id"))) - seen
    return seen


def shown_elsewhere(records: Iterable[Identity], pages: QuerySet[Page]) -> set[Identity]:
    """Those of `records` that something else than `pages` shows too."""
    types = record_types()
    level = set(records)
    seen = set(level)
    elsewhere: set[Identity] = set()
    shows: dict[Identity, set[Identity]] = defaultdict(set)
    while level:
        uses = ReferenceIndex.objects.filter(_among(level, "to_content_type", "to_object_id"))
        by_records = Q(base_content_type__in=types)
        elsewhere |= _targets(uses.exclude(by_records).exclude(_is_one_of(pages)))
        names = ("base_content_type", "object_id", "to_content_type", "to_object_id")
        level = set()
        for *holder, kind, pk in uses.filter(by_records).values_list(*names).distinct():
            shows[holder[0], holder[1]].add((kind, pk))
            level.add((holder[0], holder[1]))
        level -= seen
        seen |= level
    _spread(elsewhere, shows)
    return elsewhere & set(records)


def pages_showing(record: Identity) -> set[int]:
    """The primary keys of the pages that show `record`, directly or through other records."""
    types = record_types()
    level, seen, pages = {record}, {record}, set()
    while level:
        uses = ReferenceIndex.objects.filter(_among(level, "to_content_type", "to_object_id"))
        page_type = ContentType.objects.get_for_model(Page)
        pages |= set(uses.filter(base_content_type=page_type).values_list("object_id", flat=True))
        holders = uses.filter(base_content_type__in=types)
        level = set(holders.values_list("base_content_type", "object_id").distinct()) - seen
        seen |= level
    return {int(pk) for pk in pages}


def _spread(records: set[Identity], shows: dict[Identity, set[Identity]]) -> None:
    """Add to `records` what they show."""
    waiting = list(records)
    while waiting:
        for record in shows[waiting.pop()] - records:
            records.add(record)
            waiting.append(record)


def _targets(references: QuerySet) -> set[Identity]:
    return set(references.values_list("to_content_type", "to_object_id").distinct())


def _is_one_of(pages: QuerySet[Page]) -> Q:
    page_type = ContentType.objects.get_for_model(Page)
    numbers = pages.order_by().values(number=Cast("pk", CharField()))
    return Q(base_content_type=page_type, object_id__in=numbers)


def _among(records: Iterable[Identity], kind: str, number: str) -> Q:
    numbers = defaultdict(list)
    for content_type, pk in records:
        numbers[content_type].append(pk)
    condition = Q()
    for content_type, pks in numbers.items():
        condition |= Q(**{kind: content_type, f"{number}__in": pks})
    return condition
