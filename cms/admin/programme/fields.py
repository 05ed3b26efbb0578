"""The fields of a session: its hours, its people and its documents."""

import re
import uuid
from datetime import UTC, datetime, tzinfo
from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property

from cms.models.hours import OFFSET, comes_twice, in_iso, is_in_every_zone, moment_on_clock

from .names import NameIndex, read_line

UNKNOWN = (
    "The archive has no {kind} named “{name}”. Choose another, or add it to the archive first."
)
SEVERAL = "{count} records are named “{name}”. Choose one: {lines}."


WITH_OFFSET = re.compile(rf"T.*(?:{OFFSET})")
MODELS = {"person": "cms.Person", "document": "cms.CustomDocument"}


def names_of(kind: str, locale: Any = None) -> NameIndex:
    return NameIndex(apps.get_model(MODELS[kind]).objects.all(), locale)


class HoursField(forms.DateTimeField):
    """A day and an hour in the time zone of the event. The zone of the editor's account is not
    asked."""

    zone: tzinfo = UTC
    default_error_messages = {"invalid": "Enter a day and a time, such as 2016-01-13 09:30."}

    @classmethod
    def like(cls, field: Any, zone: tzinfo) -> "HoursField":
        options = ("required", "widget", "label", "help_text", "disabled")
        hours = cls(**{name: getattr(field, name) for name in options})
        hours.zone = zone
        return hours

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime) and comes_twice(local := value.astimezone(self.zone)):
            return local.isoformat(" ", "minutes")
        with timezone.override(self.zone):
            return super().prepare_value(value)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and value.strip():
            value = in_iso(value)
            if value is None:
                raise ValidationError(self.error_messages["invalid"], code="invalid")
        with timezone.override(UTC):
            typed = super().to_python(value)
        if typed is not None and not is_in_every_zone(typed):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if not isinstance(value, str) or typed is None or WITH_OFFSET.search(value):
            return typed
        try:
            return moment_on_clock(typed.replace(tzinfo=None), self.zone)
        except ValueError as error:
            raise ValidationError(str(error)) from error


class NamesField(forms.CharField):
    """Records of one kind as text: the name of each on a line of its own."""

    kind: str
    stream: str

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"rows": 1, "data-plenary-names": self.kind, "autocomplete": "off"}
        kwargs = {"required": False, "widget": forms.Textarea(attrs=attrs), **kwargs}
        super().__init__(**kwargs)
        self.before: Any = None

    @cached_property
    def names(self) -> NameIndex:
        return names_of(self.kind)

    @property
    def block(self) -> Any:
        session = apps.get_model("cms.ProgrammeItem")
        return session._meta.get_field(self.stream).stream_block

    def prepare_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str):
            return value
        return "\n".join(self._lines(value))

    def _lines(self, stream: Any) -> list[str]:
        blocks = [block for block in stream.raw_data if block["value"]]
        self.names.load([], [block["value"] for block in blocks])
        records = [(self.names.get(block["value"]), block["type"]) for block in blocks]
        return [
            self.names.line(record, "" if kind == self.kind else kind)
            for record, kind in records
            if record is not None
        ]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial) or "", data)

    def clean(self, value: Any) -> Any:
        lines = [line for line in super().clean(value).splitlines() if line.strip()]
        self.names.load(lines)
        blocks, errors = [], []
        for line in lines:
            try:
                blocks.append(self._block(line))
            except ValidationError as error:
                errors.append(error)
        if errors:
            raise ValidationError(errors)
        return self.block.to_python(blocks)

    def _block(self, line: str) -> dict[str, Any]:
        named, matches = read_line(line), self.names.matches(line)
        if not matches:
            raise ValidationError(UNKNOWN.format(kind=self.kind, name=named.name))
        if len(matches) > 1:
            lines = ", ".join(f"{record.title} [{record.pk}]" for record in matches)
            raise ValidationError(SEVERAL.format(count=len(matches), name=named.name, lines=lines))
        kind, pk = named.capacity or self.kind, matches[0].pk
        return {"type": kind, "value": pk, "id": self._id_before(kind, pk)}

    def _id_before(self, kind: str, pk: int) -> str:
        """The id of the block that was there before, so that versions can be compared."""
        blocks = self.before.raw_data if self.before else ()
        ids = (block.get("id") for block in blocks if (block["type"], block["value"]) == (kind, pk))
        return next(filter(None, ids), None) or str(uuid.uuid4())


class PeopleField(NamesField):
    kind, stream = "person", "people"


class DocumentsField(NamesField):
    kind, stream = "document", "documents"


def prepare_sessions(formset: Any, zone: tzinfo, locale: Any) -> None:
    """Give the rows of a programme the zone of the event, and one reading of all their names."""
    names = {"people": names_of("person", locale), "documents": names_of("document")}
    for form in formset.forms:
        for name in ("start", "end"):
            form.fields[name] = HoursField.like(form.fields[name], zone)
        for name, index in names.items():
            form.fields[name].names = index
            form.fields[name].before = getattr(form.instance, name)
    for name, index in names.items():
        streams = [getattr(form.instance, name) for form in formset.forms]
        pks = {block["value"] for stream in streams for block in stream.raw_data if block["value"]}
        texts = [form.data.get(form.add_prefix(name), "") for form in formset.forms]
        index.load([line for text in texts for line in text.splitlines() if line.strip()], pks)
