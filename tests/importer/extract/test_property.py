"""Any file is read or refused, and each value has a span in the text."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importer.extract import UnreadablePage, read

SAID = """
The This conference roundtable of Ministry and for in on by held with support from 3 13–15 May
2016 (WP12) “ ” ‘ ’ " , . ; : John Smith said Declaration series 15th A/HRC/1 - Speakers Chair
Venue Date Related events partnership hosted Chatham House Rule Government Norway Home > © Geneva
will take place fourth last • 12:00 https://lake.example/a-b12 invitation only 𝕏 é
"""
TAGGED = """
<p> </p> <h1> </h1> <h2> <ul> <li> <blockquote> </blockquote> <cite> <table> <td> <tr> <b> </b> <br>
<aside> </aside> <nav> </nav> <form> <pre> <title> </title> </script> <!-- --> &nbsp; &#150; <main>
<dl> <dt> <dd> <header> <footer> <time> </div> <svg> <template> </a>
"""
LONGER = ("<font size=5>", "<a href=x>", "<img alt='Lake Trust logo'>", "<div class=related>")
DATA = ("<script type='application/ld+json'>", '{"@type": "Event", "startDate": "2018-05-03"}')
WORDS = st.sampled_from([*SAID.split(), "\n", "\n\n", "\t", "\u00a0"])
TAGS = st.sampled_from([*TAGGED.split(), *LONGER, *DATA])
TEXT = st.lists(WORDS, max_size=60).map(" ".join)
HTML = st.lists(TAGS | WORDS, max_size=60).map(lambda parts: f"<html>{' '.join(parts)}")
COUNT = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])


def check(data: str | bytes) -> None:
    """Each value rests on words of the page; a span's part that is told is in it."""
    try:
        values = read(data).as_json()
    except UnreadablePage:
        return
    text = values["source"]["text"]
    for span in values["spans"]:
        assert text[span["start"] : span["end"]] == span["text"] != ""
        assert 0 < span["confidence"] <= 1
    stated = {span["path"].split("/")[1] for span in values["spans"]}
    for name in ("code", "title", "ordinal", "venue", "access", "series", "phase"):
        assert (values[name] is not None) == (name in stated), name
    for quote in values["quotes"]:
        assert quote["text"] in " ".join(text.split())


@COUNT
@given(TEXT)
def test_words_in_any_order_are_read(data):
    check(data)


@COUNT
@given(HTML)
def test_tags_in_any_order_are_read(data):
    check(data)


@COUNT
@given(st.binary(max_size=400) | st.text(max_size=400))
def test_bytes_and_letters_of_any_kind_are_read_or_refused(data):
    check(data)
