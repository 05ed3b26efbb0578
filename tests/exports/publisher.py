"""An editor who does at random what changes a site."""

import random
from contextlib import suppress
from itertools import count

from django.db import transaction
from django.db.models import ProtectedError

from cms.models import EventPage, EventQuote, Partner, Partnership, Quote, SeriesPage
from tests import factories as make


class Publisher:
    """Changes, renames, moves, withdraws and deletes at random."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.numbers = count(100)

    def step(self) -> None:
        steps = [self.change, self.rename, self.move, self.withdraw, self.restore]
        self.random.choice([*steps, self.delete, self.add, self.embed, self.illustrate])()

    def one_of(self, *models, **where):
        """A record of one of `models`."""
        rows = self.random.choice(models)._default_manager.filter(**where).order_by("pk")
        return self.random.choice(rows) if rows else None

    def any(self, **where):
        return self.one_of(EventPage, SeriesPage, Partner, Quote, **where)

    def change(self) -> None:
        if record := self.any():
            name = {"partner": "name", "quote": "text"}.get(record.kind, "title")
            setattr(record, name, f"{self.random.choice('abcxyz')} {next(self.numbers)}")
            make.publish(record)

    def rename(self) -> None:
        if record := self.any():
            record.slug = f"slug-{next(self.numbers)}"
            make.publish(record)

    def move(self) -> None:
        event, series = self.one_of(EventPage), self.one_of(SeriesPage)
        if event and series and not event.is_child_of(series):
            event.ordinal = None
            make.publish(event)
            event.move(series, pos="last-child")

    def withdraw(self) -> None:
        if record := self.any(live=True):
            record.unpublish()

    def restore(self) -> None:
        if record := self.any(live=False):
            make.publish(record)

    def delete(self) -> None:
        if record := self.one_of(EventPage, Partner, Quote):
            with suppress(ProtectedError), transaction.atomic():  # something still uses it
                record.delete()

    def add(self) -> None:
        number = next(self.numbers)
        if series := self.one_of(SeriesPage):
            make.make_event(series=series, title=f"Added {number}", slug=f"added-{number}")
        make.make_quote(text=f"Words {number}", speaker=make.make_person(name=f"Speaker {number}"))

    def embed(self) -> None:
        event, partner, quote = self.one_of(EventPage), self.one_of(Partner), self.one_of(Quote)
        if event and partner:
            Partnership.objects.create(event=event, partner=partner)
        if event and quote:
            EventQuote.objects.create(event=event, quote=quote)
        if event:
            make.publish(event)

    def illustrate(self) -> None:
        if event := self.one_of(EventPage):
            event.image = make.make_image(title=f"Picture {next(self.numbers)}")
            make.publish(event)
