from contextlib import suppress
from datetime import date, timedelta

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.dates import edtf
from cms.dates_in_words import UnreadableDate, describe, read, read_around, write

JANUARY = (date(2016, 1, 13), date(2016, 1, 15), "day")


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("13–15 January 2016", *JANUARY),
        ("13-15 January 2016", *JANUARY),
        ("13 - 15 January 2016", *JANUARY),
        ("13 to 15 Jan. 2016", *JANUARY),
        ("from 13 January to 15 January 2016", *JANUARY),
        ("13th – 15th of January, 2016", *JANUARY),
        ("January 13–15, 2016", *JANUARY),
        ("2016-01-13/2016-01-15", *JANUARY),
        ("du 13 au 15 janvier 2016", *JANUARY),
        ("13.–15. Januar 2016", *JANUARY),
        ("13., 14. u. 15. Januar 2016", *JANUARY),
        ("2016-01-13/15", *JANUARY),
        ("13.–15. januar 2016", *JANUARY),
        ("fra 13. til 15. januar 2016", *JANUARY),
        ("onsdag 13 – fredag 15 januari 2016", *JANUARY),
        ("13–15 stycznia 2016", *JANUARY),
        ("2016-01-13/01-15", *JANUARY),
        ("2016-01-13--2016-01-15", *JANUARY),
        ("1º de mayo de 2012", date(2012, 5, 1), None, "day"),
        ("30 January – 2 February 2016", date(2016, 1, 30), date(2016, 2, 2), "day"),
        ("28 December 2015 – 3 January 2016", date(2015, 12, 28), date(2016, 1, 3), "day"),
        ("26 January 2012", date(2012, 1, 26), None, "day"),
        ("2012-01-26", date(2012, 1, 26), None, "day"),
        ("26/01/2012", date(2012, 1, 26), None, "day"),
        ("26.01.2012", date(2012, 1, 26), None, "day"),
        ("1er mars 2012", date(2012, 3, 1), None, "day"),
        ("January 2012", date(2012, 1, 1), None, "month"),
        ("2012-01", date(2012, 1, 1), None, "month"),
        ("août 2012", date(2012, 8, 1), None, "month"),
        ("März 2012", date(2012, 3, 1), None, "month"),
        ("January–March 2012", date(2012, 1, 1), date(2012, 3, 1), "month"),
        ("2012", date(2012, 1, 1), None, "year"),
        ("2012–2013", date(2012, 1, 1), date(2013, 1, 1), "year"),
        ("", None, None, "none"),
        ("not stated", None, None, "none"),
    ],
)
def test_dates_are_read_as_a_person_means_them(text, start, end, precision):
    reading = read(text)

    assert (reading.start, reading.end, reading.precision) == (start, end, precision)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("soon", "Write 13–15 January 2016"),
        ("13–15 January", "is missing"),
        ("31 February 2016", "does not exist"),
        ("15–13 January 2016", "before the first day"),
        ("2016-01-15/13", "before the first day"),
        ("03/04/2016", "two meanings"),
        ("13 January 2016 – 2017", "same precision"),
        ("1 - 2 - 3 January 2016", "Write 13–15 January 2016"),
        ("13 January 0000", "does not exist"),
        ("13/01/16", "four digits"),
        ("13 January 2016 –", "Write 13"),
        ("Tuesday 13 January 2016", "day of the week"),
        ("2016-00", "does not exist"),
        ("0 January 2016", "does not exist"),
        ("2011–12", "is missing"),
        ("13² January 2016", "Write 13"),
        ("13/15 January 2016", "do not follow"),
        ("circa 1998–2001", "each end"),
        ("2023-24", "can be both"),
        ("2000s", "ten years"),
        ("199X/200X", "EDTF"),
        ("since the 1990s", "no span of decades"),
        ("1990s–2010s", "no span of decades"),
        ("2012-XX", "EDTF"),
        ("{2012,2013}", "A set holds days"),
        ("circa spring 2009", "no uncertain season"),
        ("winter 2009/10", "is missing"),
        ("circa 3, 5 and 9 May 2016", "Write 13–15 January 2016"),
        ("2009 and 2011", "do not follow"),
        ("winter/spring 2009", "do not follow"),
        ("spring and autumn 2009", "do not follow"),
        ("1980s and 1990s", "no span of decades"),
        ("Michaelmas term 2014", "Write 13–15 January 2016"),
        ("between 1998 and 2001", "some time within"),
        ("entre 1998 et 2001", "some time within"),
        ("zwischen Mai 1998 und Juni 1999", "some time within"),
        ("entre 1998 y 2001", "some time within"),
        ("between 1998–2001", "some time within"),
        ("early 1990s", "Write 1990s as the date"),
        ("early 13 May 2016", "Write 13–15 January 2016"),
        ("late 1998 to early 2001", "Write 13–15 January 2016"),
        ("end of 2012–2013", "Write 13–15 January 2016"),
        ("end of term", "Write 13–15 January 2016"),
        ("since 2016–2018", "Write 13–15 January 2016"),
        ("until 2016 onwards", "Write 13–15 January 2016"),
        ("28 December and 3 January 2016", "before the first day"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(text, reason):
    with pytest.raises(UnreadableDate, match=reason):
        read(text)


@pytest.mark.parametrize(
    ("edtf", "texts"),
    [
        ("1998~", "circa 1998|c. 1998|ca. 1998|c1998|~1998|about 1998|vers 1998"
         "|um 1998|hacia 1998"),
        ("1998-05~", "c. May 1998|environ mai 1998|etwa Mai 1998|alrededor de mayo de 1998"),
        ("2012?", "probably 2012|2012 (?)|perhaps 2012|2012 (uncertain)|peut-être 2012"
         "|vielleicht 2012|wahrscheinlich 2012|quizás 2012|tal vez 2012"),
        ("2012-01-13?", "13 January 2012?|13.1.2012?|13/01/2012 (?)"
         "|probablement le 13 janvier 2012"),
        ("2012%", "circa 2012 (uncertain)|perhaps about 2012|vielleicht um 2012"),
        ("2009-21", "spring 2009|Spring of 2009|in spring 2009|printemps 2009|Frühjahr 2009"
         "|Frühling 2009|primavera de 2009"),
        ("2009-22", "summer 2009|été 2009|Sommer 2009|verano de 2009"),
        ("2009-23", "autumn 2009|Fall 2009|automne 2009|Herbst 2009|otoño de 2009"),
        ("2009-24", "winter 2009|hiver 2009|Winter 2009|invierno de 2009"),
        ("2009-21/2009-23", "spring to autumn 2009|spring 2009 – autumn 2009"
         "|spring, summer and autumn 2009"),
        ("2009-23/2009-24", "autumn/winter 2009|automne-hiver 2009|Herbst und Winter 2009"),
        ("199X", "1990s|the 1990s|1990’s|1990er|1990er Jahre|in den 1990er-Jahren|années 1990"
         "|los años 1990|década de 1990|199x"),
        ("200X", "2000s (decade)|années 2000|2000er Jahre"),
        ("199X~", "circa 1990s|vers les années 1990"),
        ("2016/..", "since 2016|from 2016|2016 onwards|2016–present|depuis 2016|seit 2016"
         "|desde 2016"),
        ("../2016", "until 2016|jusqu’en 2016|bis 2016|hasta 2016"),
        ("1998~/2001", "from circa 1998 to 2001"),
        ("1998~/2001~", "circa 1998 – circa 2001|c. 1998 to c. 2001"),
        ("{2020-07-14,2020-07-16,2020-07-21}", "14, 16 and 21 July 2020|14, 16 et 21 juillet 2020"
         "|14., 16. und 21. Juli 2020|14, 16 y 21 de julio de 2020|2020-07-14,2020-07-16,2020-07-21"
         "|July 14, 16 and 21, 2020|{2020-07-14, 2020-07-16, 2020-07-21}"),
        ("{2020-06-30,2020-07-01,2020-07-05}", "30 June – 1 July and 5 July 2020"
         "|{2020-06-30..2020-07-01,2020-07-05}"),
        ("2020-07-14/2020-07-15", "14 and 15 July 2020|{2020-07-14,2020-07-15}"),
        ("2012", "2012/2012"),
    ],
)  # fmt: skip
def test_what_is_less_than_a_day_is_read_in_every_language(edtf, texts):
    for text in (edtf, *texts.split("|")):
        assert read(text).edtf == edtf, text


SIGNS = st.sampled_from(["", "~", "?", "%"])
YEARS = st.integers(1, 9999).map("{:04}".format)
POINTS = {
    "day": st.dates().map(date.isoformat),
    "month": st.dates().map(lambda day: day.isoformat()[:7]),
    "year": YEARS,
}
SEASONS = st.builds("{}-{}".format, YEARS, st.sampled_from([21, 22, 23, 24]))
PLAIN = st.builds("{}{}".format, st.one_of(*POINTS.values()), SIGNS)
DECADES = st.builds("{:03}X{}".format, st.integers(1, 999), SIGNS)
SPANS = st.one_of(
    st.tuples(st.tuples(points, SIGNS), st.tuples(points, SIGNS)) for points in POINTS.values()
).map(lambda ends: "/".join(point + sign for point, sign in sorted(ends)))
SETS = st.builds(
    lambda first, numbers: ",".join(str(first + timedelta(n)) for n in sorted(numbers)),
    st.dates(max_value=date(9999, 1, 1)),
    st.sets(st.integers(0, 60), min_size=2, max_size=20),
).map("{{{}}}".format)
OPEN = st.builds(str.format, st.sampled_from(["{}/..", "../{}"]), st.one_of(PLAIN, SEASONS))
SEASONS_TO_SEASONS = st.tuples(SEASONS, SEASONS).map(sorted).map("/".join)


@settings(max_examples=50)
@given(st.one_of(PLAIN, SEASONS, DECADES, SPANS, SETS, OPEN, SEASONS_TO_SEASONS))
def test_what_is_written_reads_the_same(text):
    value = edtf.parse(text)

    assert edtf.parse(value.edtf) == value
    assert read(write(value)) == value
    assert edtf.extended(**value.values()) == value
    assert value.first_day <= (value.start or value.end) <= value.last_day


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_is_refused_in_words(text):
    with suppress(UnreadableDate):
        assert describe(read(text)).startswith(("Read as", "No date"))


def test_an_editor_sees_how_it_was_read():
    assert describe(read("jan 2012")) == "Read as January 2012, known to the month."
    assert describe(read("")) == "No date is stated."
    assert describe(read("ca. 1998")) == "Read as circa 1998, known to the year. In EDTF: 1998~"
    assert describe(read("since 2016")) == "Read as since 2016. In EDTF: 2016/.."
    assert describe(read("3, 10 and 17 May 2016")).endswith(": 3 days, and none between them.")


@pytest.mark.parametrize(
    ("edtf", "texts"),
    [
        ("199X", "early 1990s|in the late 1990s|mid-1990s|Mid 1990s|the end of the 1990s"
         "|début des années 1990|au milieu des années 1990|Anfang der 1990er Jahre"
         "|in den späten 1990er Jahren|principios de los años 1990"
         "|a finales de la década de 1990"),
        ("1998", "early 1998|late in 1998|mid-1998|fin 1998|Ende 1998|a mediados de 1998"),
        ("2016-05", "mid-May 2016|end of May 2016|mi-mai 2016|Anfang Mai 2016"
         "|fines de mayo de 2016"),
        ("2009-21", "late spring 2009"),
    ],
)  # fmt: skip
def test_a_part_of_a_date_is_read_as_the_whole_and_said(edtf, texts):
    for text in texts.split("|"):
        date, is_part = read_around(text)
        assert (date.edtf, is_part) == (edtf, True), text
    assert "your words are kept" in describe(date, is_part=True)


def test_a_whole_date_is_read_as_no_part():
    assert read_around("circa 1998") == (read("circa 1998"), False)


@pytest.mark.parametrize("field", [forms.DateField(), forms.DateTimeField()])
def test_no_form_takes_a_day_with_two_meanings(field):
    assert field.clean("2016-04-03")
    for text in ("03/04/2016", "04/03/16", "03/04/2016 09:00"):
        with pytest.raises(ValidationError):
            field.clean(text)
