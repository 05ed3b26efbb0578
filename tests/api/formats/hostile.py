"""What somebody may type to break out of a format, and what a format of text can hold of it."""

import re
import unicodedata

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st


def printable(text: str) -> str:
    """What any format of text can hold: no control characters, one kind of line end."""
    text = re.sub("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", "\n", text)
    return "".join(
        character
        for character in text
        if character in "\n\t"
        or (unicodedata.category(character) != "Cc" and character not in "\ufeff\ufffe\uffff")
    )


def on_one_line(text: str) -> str:
    return " ".join(printable(text).split())


HOSTILE = [
    "}, evil = {x",
    "{{{",
    "a\\",
    "\\textbackslash{} \\} \\{ $x_1^2$ 100% #1 & ~",
    "say \"yes\" and 'no' “maybe”",
    "line one\nBEGIN:VEVENT\nSUMMARY:evil",
    "line one\r\nER  - \r\nTY  - JOUR",
    "a;b,c:d\\n\\,",
    "=cmd|' /C calc'!A0",
    "＝1+1",
    "<script>alert(1)</script> & <b>bold</b>]]>",
    "</summary><entry>",
    "[link](javascript:alert(1)) `code` *em* _em_ # no\n# heading\n---\n| a |",
    "1. item",
    "---\nid: evil",
    "emoji 👩‍👩‍👧 and 🇫🇮",
    "\u202eright to left\u202c \u05e9\u05dc\u05d5\u05dd",
    "nul \x00 bell \x07 escape \x1b[31m",
    "a\ufeff\u2028\u2029\x85\x0b\x0cb",
    "@misc{evil, title={x}}",
    "and Other, Name and others",
    "http://example.org/?a=b&c=d www.example.org me@example.org",
    "&amp; &#60; \\&",
    "x" * 300,
]
TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="{}\\\"'=+-@,;:<>&|*_#[]()`~^$%!\n\r\t ab1.", max_size=40),
).filter(lambda text: on_one_line(text) != "")
EXAMPLES = settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def with_all_examples(test):
    for text in HOSTILE:
        test = example(text)(test)
    return EXAMPLES(given(TEXTS)(test))
