"""The records that the sources of an event name: existing ones, or new drafts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.log_actions import log
from wagtail.models import Locale

from cms.models.record import Record

from .evidence import PageStatement, add_source
from .facts import Fields
from .matching import matches


@dataclass
class Records:
    """The records that a source names: existing ones that the editor chose, or new drafts.

    With `match`, a single existing record of the same name counts as chosen. `linked` lists the
    existing records, so that nothing is linked silently.
    """

    locale: Locale
    match: bool = False
    user: Any = None
    linked: list[Record] = field(default_factory=list)
    made: dict[tuple[type[Record], str], Any] = field(default_factory=dict)
    drafted: list[Any] = field(default_factory=list)

    def get(
        self,
        model: type[Record],
        name: str,
        chosen: Any = None,
        statements: Iterable[PageStatement] = (),
        /,
        **fields: Any,
    ) -> Any:
        """The record of `model` with this name. The same name in one draft is one record.

        A new draft keeps what each of `statements` says, also of a second value with its name.
        """
        key = (model, " ".join(name.split()).casefold())
        if chosen is None and key in self.made:
            if self.made[key] in self.drafted:
                self._cite(self.made[key], fields, statements)
            return self.made[key]
        if chosen is None and self.match:
            existing = matches(model, name, self.locale)
            chosen = existing[0] if len(existing) == 1 else None
        if chosen is not None and chosen not in self.linked:
            self.linked.append(chosen)
        self.made[key] = chosen if chosen is not None else self._draft(model, fields, statements)
        return self.made[key]

    def named(self, model: type[Record], value: Fields, **fields: Any) -> Any:
        """The record of `model` that a value of the review names, with what states it."""
        name, chosen = value["name"], value.get("use")
        return self.get(model, name, chosen, value.get("statements", ()), name=name, **fields)

    def _draft(self, model: Any, fields: Fields, statements: Iterable[PageStatement]) -> Any:
        source_model = model._meta.get_field("sources").related_model
        sources = [statement.source(source_model, fields) for statement in statements]
        record = model(locale=self.locale, live=False, sources=sources, **fields)
        try:
            record.full_clean(exclude=["slug", "translation_key"])
        except ValidationError as error:
            name = f"The {model._meta.verbose_name} “{record}”: "
            raise ValidationError([name + sentence for sentence in error.messages]) from error
        record.save()
        record.save_revision(user=self.user)
        log(instance=record, action="wagtail.create", user=self.user)
        self.drafted.append(record)
        return record

    def _cite(self, record: Any, fields: Fields, statements: Iterable[PageStatement]) -> None:
        """Add to a draft what `statements` say. They speak for the fields that it has from them."""
        same = {name: value for name, value in fields.items() if getattr(record, name) == value}
        # Another spelling of the name is still what the name rests on.
        same |= {name: value for name, value in fields.items() if name == "name"}
        before = record.serializable_data()
        for statement in statements:
            add_source(record, statement.source(record.sources.model, same))
        if record.serializable_data() != before:
            record.save()
            record.save_revision(user=self.user)
