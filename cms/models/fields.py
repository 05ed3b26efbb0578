"""Fields and validators that several models share."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, RegexValidator, URLValidator
from django.db import models

# The largest number of a small column in PostgreSQL. SQLite has no limit.
LARGEST_NUMBER = 32767

validate_orcid = RegexValidator(
    r"^([0-9]{4}-){3}[0-9]{3}[0-9X]\Z", "An ORCID looks like 0000-0002-1825-0097."
)
validate_ror = RegexValidator(
    r"^0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}\Z", "A ROR id is nine characters, such as 01ej9dk98."
)
validate_wikidata = RegexValidator(
    r"^Q[1-9][0-9]*\Z", "A Wikidata id is the letter Q and a number, such as Q42."
)
validate_code = RegexValidator(
    r"^[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*$",
    "A code has letters and digits, with single hyphens or underscores between them.",
)
# The syntax of BCP 47: a language, then optional script, region and variants.
LANGUAGE = (
    r"^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?"
    r"(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*\Z"
)
validate_language = RegexValidator(LANGUAGE, "A language is a code such as en, fr-CH or zh-Hans.")
validate_number = MaxValueValidator(LARGEST_NUMBER, "The largest number is %(limit_value)s.")
validate_year = MaxValueValidator(9999, "A year has four digits at most.")


def year(name: str) -> models.PositiveSmallIntegerField:
    """An optional year."""
    return models.PositiveSmallIntegerField(name, null=True, blank=True, validators=[validate_year])


class InYears(models.Model):
    """What was so for some years, as far as they are known."""

    year_from = year("from year")
    year_to = year("to year")

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.year_from and self.year_to is not None and self.year_to < self.year_from:
            message = "The last year is before the first year."
            raise ValidationError({"year_from": message, "year_to": message})


def lines(text: str) -> list[str]:
    """The non-empty lines of `text`, stripped."""
    return [line for line in (raw.strip() for raw in text.splitlines()) if line]


def validate_url_lines(text: str) -> None:
    """Refuse a line that is not an http or https address, naming its number."""
    validate = URLValidator(schemes=["http", "https"])
    for number, line in enumerate(lines(text), start=1):
        try:
            validate(line)
        except ValidationError as error:
            raise ValidationError(
                f"Line {number} is not a web address: “{line}”. Enter one full address per line, "
                "beginning with https://."
            ) from error


class LinesField(models.TextField):
    """Several short texts, one per line. `lines(value)` returns them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)
