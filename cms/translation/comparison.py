"""The original of a translation, field by field, with what has changed in it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, DateField, Field, IntegerField
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from wagtail.admin.compare import diff_text

from cms.models import TranslationBasis

from .original import basis_of, current_version, original_of
from .texts import OF_PAGES, Content, texts_of


@dataclass
class OriginalText:
    """A text of the original as it is now. `markup` marks what was added and deleted."""

    label: str
    markup: SafeString
    is_changed: bool


@dataclass
class Fact:
    """A fact without words that differs: a translation is of the same thing."""

    label: str
    original: str
    translation: str


@dataclass
class Comparison:
    original: Any
    basis: TranslationBasis | None
    lines: list[OriginalText]
    facts: list[Fact]

    @property
    def is_known(self) -> bool:
        """Whether it is known which version of the original the translation follows."""
        return self.basis is not None and self.basis.version is not None

    @property
    def changes(self) -> int:
        return sum(line.is_changed for line in self.lines)


def comparison_of(translation: Any) -> Comparison | None:
    """Beside the form of `translation`. None for what is no translation."""
    original = original_of(translation)
    if original is None:
        return None
    model, version = type(original), current_version(original)
    basis = basis_of(translation)
    if version and basis and basis.version and basis.version.pk > version.pk:
        version = basis.version  # a draft that was translated before it is public
    now: Content = version.content if version else original.serializable_data()
    before: Content = basis.version.content if basis and basis.version else now
    lines = _lines(before, now, model)
    return Comparison(original, basis, lines, list(_facts(now, translation)))


def _lines(before: Content, now: Content, model: Any) -> list[OriginalText]:
    old = {text.key: text for text in texts_of(before, model)}
    new = {text.key: text for text in texts_of(now, model)}
    lines = []
    for key in [*new, *(key for key in old if key not in new)]:
        was, is_now = (texts[key].value if key in texts else "" for texts in (old, new))
        label = (new.get(key) or old[key]).label
        lines.append(OriginalText(label, diff_text(was, is_now).to_html(), was != is_now))
    return lines


def _facts(now: Content, translation: Any) -> Any:
    """The dates, numbers and choices that the original has otherwise."""
    own = translation.serializable_data()
    for field in type(translation)._meta.concrete_fields:
        one, other = now.get(field.name), own.get(field.name)
        if _is_fact(field) and one != other:
            yield Fact(str(capfirst(field.verbose_name)), _shown(field, one), _shown(field, other))


def _is_fact(field: Field) -> bool:
    if field.name in OF_PAGES or not field.editable or field.is_relation or field.primary_key:
        return False
    is_plain = isinstance(field, BooleanField | DateField | IntegerField)
    return bool(field.choices) or is_plain or field.name == "code"


def _shown(field: Field, value: Any) -> str:
    choices = dict(field.flatchoices)
    return str(choices.get(value, "" if value is None else value))
