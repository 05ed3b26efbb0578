"""A number has one form, wherever it comes from: digits, without a sign or zeros in front."""

from decimal import Decimal

import pytest
from django.core.exceptions import ImproperlyConfigured, ValidationError

from cms.models.fields import validate_orcid, validate_wikidata
from cms.settings import environment
from cms.text.numbers import LARGEST, seconds, signed_decimal, whole_number

# Python takes all but the last four for 5, or 50.
ODD = ["+5", "٥", "5_0", " 5", "5\n", "05", "５", "²", "-5", "5.0", "0x5"]


@pytest.mark.parametrize("text", [*ODD, "", "00", str(LARGEST + 1), "9" * 5000])
def test_what_is_no_plain_number_is_none(text):
    assert whole_number(text) is None


@pytest.mark.parametrize("number", [0, 5, 50, LARGEST])
def test_a_plain_number_is_read(number):
    assert whole_number(str(number)) == number


@pytest.mark.parametrize("text", ["٦٠.١", "6_0", " 60", "NaN", "Infinity", "", ".", "1e400"])
def test_what_is_no_signed_number_is_none(text):
    assert signed_decimal(text) is None


@pytest.mark.parametrize("text", ["-0.5", "+60.169857", "060", ".5", "1e-05"])
def test_a_coordinate_keeps_its_sign(text):
    assert signed_decimal(text) == Decimal(text)


@pytest.mark.parametrize("text", ["0", "86401", "nan", "60.", ".5", "+60", "6e1", "٦٠", ""])
def test_what_is_no_time_between_now_and_a_day_is_none(text):
    assert seconds(text) is None


@pytest.mark.parametrize("text", ["60", "0.1", "86400"])
def test_a_time_is_read(text):
    assert seconds(text) == float(text)


@pytest.mark.parametrize("value", ["²", "٥", "007"])
def test_a_setting_is_refused_with_its_name(monkeypatch, value):
    monkeypatch.setenv("A_NUMBER", value)
    with pytest.raises(ImproperlyConfigured, match="A_NUMBER"):
        environment.number("A_NUMBER", 1)
    monkeypatch.setenv("A_RATE", f"{value}/60")
    with pytest.raises(ImproperlyConfigured, match="A_RATE"):
        environment.rate("A_RATE", "")


@pytest.mark.parametrize(
    ("validate", "text"),
    [
        (validate_orcid, "٠٠٠٠-0002-1825-0097"),
        (validate_wikidata, "Q4٢"),
        (validate_wikidata, "Q42\n"),
    ],
)
def test_an_identifier_has_no_digits_of_another_script(validate, text):
    with pytest.raises(ValidationError):
        validate(text)
