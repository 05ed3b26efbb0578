"""Records that are there already and may be what a page names."""

from wagtail.models import Locale

from cms.models import Partner, Person, Quote, Reference
from cms.models.record import Record

# By what each kind is known, the surest first.
LOOKUPS: dict[type[Record], tuple[str, ...]] = {
    Partner: ("name__iexact", "names__name__iexact", "acronym__iexact"),
    Person: ("name__iexact", "sort_name__iexact"),
    Quote: ("text__iexact",),
    Reference: ("name__iexact", "symbol__iexact"),
}


def matches(model: type[Record], words: str, locale: Locale) -> list[Record]:
    """The records of `model` that `words` may mean, surest first: the same name, then a former
    name or one in another language, then an acronym. Case and blank space make no difference."""
    words = " ".join(words.split())
    found: dict[int, Record] = {}
    for lookup in LOOKUPS[model]:
        records = model._default_manager.filter(**{lookup: words}, locale=locale)
        found |= {record.pk: record for record in records.order_by("pk")}
    return list(found.values())
