"""What is pasted becomes blocks, with its structure and without the markup of its program."""

import pytest

from cms.blocks import BodyBlock
from cms.blocks.validation import check_stream
from importer.extract import UnreadablePage
from importer.extract.source import MOST_TEXT
from importer.paste.blocks import read_pasted
from tests.importer.paste.pages import GOOGLE_DOCS, LIBREOFFICE, WEB, WORD


def blocks_of(html: str = "", text: str = "") -> list:
    return [
        (block.type, block.quotation.text if block.quotation else block.value)
        for block in read_pasted(html, text).blocks
    ]


def heading(text: str, level: int) -> tuple:
    return "heading", {"text": text, "level": str(level)}


def a_list(*items: str, ordered: bool = False) -> tuple:
    return "list", {"ordered": ordered, "items": list(items)}


def table(columns: list, *rows: list[str]) -> tuple:
    return "table", {
        "columns": [{"type": kind, "heading": heading} for kind, heading in columns],
        "rows": [{"values": row} for row in rows],
        "caption": "",
    }


def test_a_page_from_word_keeps_its_structure():
    assert blocks_of(WORD) == [
        heading("Water and Rights", 2),
        heading("Context", 2),
        (
            "paragraph",
            "<p>The <b>first</b> meeting was held in "
            '<a href="https://example.org/oslo">Oslo</a>, as &lt;agreed&gt;.</p>',
        ),
        heading("Aims", 3),
        a_list("<p>First aim</p><ul><li>What is below it</li></ul>", "<p>Second <i>aim</i></p>"),
        a_list("<p>Begin</p>", "<p>End</p>", ordered=True),
        table(
            [("text", "Year"), ("rich_text", "Place")],
            ["2016", "<p>Oslo &amp; <b>Bergen</b></p>"],
        ),
        ("quote", "Water is a right that nobody may sell."),
        ("paragraph", "<p>After all.</p>"),
    ]


def test_a_page_from_google_docs_keeps_its_structure():
    assert blocks_of(GOOGLE_DOCS) == [
        heading("Context", 2),
        (
            "paragraph",
            "<p>The <b><i>first</i></b> one<sup>2</sup> is "
            '<a href="https://example.org/a">here</a></p>',
        ),
        a_list("<p>One</p><ul><li>Inner</li></ul>", "<p>Two</p>"),
        table([("text", "A"), ("text", "B")], ["1", "2"], ["", "3"]),
    ]


def test_a_page_from_libreoffice_keeps_its_structure():
    assert blocks_of(LIBREOFFICE) == [
        heading("Aims", 2),
        ("paragraph", "<p>Some <b>bold</b> and <i>slanted</i> words, H<sub>2</sub>O.</p>"),
        a_list(
            "<p>First</p><ol><li>Within</li></ol>",
            "<p>Second</p><p>More on the second</p>",
            ordered=True,
        ),
        ("quote", "What is right does not run dry."),
        table([("text", "Day"), ("text", "Place")], ["To be said", ""]),
    ]
    assert read_pasted(LIBREOFFICE, "").pictures == 1


def test_a_page_of_the_web_keeps_its_structure_and_nothing_that_runs():
    assert blocks_of(WEB) == [
        heading("Rivers and Peace", 2),
        ("paragraph", '<p><a href="https://social.example/">Share this page</a></p>'),
        heading("Why", 2),
        ("paragraph", "<p>Rivers <b>cross</b> borders.</p>"),
        ("paragraph", "<p>Peace must as well.</p>"),
        heading("Host", 2),
        ("paragraph", "<p>The university</p>"),
        heading("How", 2),
        a_list("<p>By treaty</p>", "<p>By custom</p>"),
    ]


def test_what_a_site_repeats_is_not_ticked():
    ticks = [block.is_taken for block in read_pasted(WEB, "").blocks]
    assert ticks == [True, False, *[True] * 7]


def test_plain_text_is_read_as_the_reader_of_pages_reads_it():
    text = "Aims\n\nThe first meeting was held in Oslo, and it was a good one.\n\n- One\n- Two\n"
    assert blocks_of(text=text) == [
        heading("Aims", 2),
        ("paragraph", "<p>The first meeting was held in Oslo, and it was a good one.</p>"),
        a_list("<p>One</p>", "<p>Two</p>"),
    ]


def test_a_signed_quotation_says_who_spoke():
    quotation = next(block.quotation for block in read_pasted(WORD, "").blocks if block.quotation)
    assert (quotation.attribution_stated, quotation.speaker, quotation.role_then) == (
        "Ana Lund, Minister of Water",
        "Ana Lund",
        "Minister of Water",
    )


@pytest.mark.parametrize("page", [WORD, GOOGLE_DOCS, LIBREOFFICE, WEB])
def test_the_blocks_are_what_the_form_accepts(page):
    raw = [
        {"type": block.type, "value": block.value}
        for block in read_pasted(page, "").blocks
        if not block.quotation
    ]
    check_stream(BodyBlock().to_python(raw))


@pytest.mark.parametrize(
    ("html", "text", "reason"),
    [
        ("", "", "It is empty."),
        ("<p>&nbsp;</p>", "", "It has no text to take."),
        ("<img src='a.png'>", "", "It has no text to take."),
        ("<p>a\x00b</p>", "", "It is no text"),
        ("<div>" * 5000, "", "nested deeper"),
        ("<b>a" * 60_000, "", "more than the limit|nested deeper"),
        ("<table>" + "<tr><td>a<td>b" * 600 + "</table>", "", "more than the limit of 500 rows"),
        ("<table><tr>" + "<td colspan=40>a" * 20_000 + "<tr><td>b</table>", "", "and 40 columns"),
        ("<p>" + "a" * (MOST_TEXT + 1), "", "longer than the limit"),
        ("", "a" * (MOST_TEXT + 1), "longer than the limit"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_a_reason(html, text, reason):
    with pytest.raises(UnreadablePage, match=reason):
        read_pasted(html, text)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        # A list that begins deeper than it goes on.
        (
            "<ul><ul><li>Inner</li></ul><li>Outer</li></ul>",
            [a_list("<p>Inner</p>", "<p>Outer</p>")],
        ),
        # Word on the web gives each item a list of its own.
        (
            '<div><ul><li aria-level="1">A</li></ul></div>'
            '<div><ul><li data-aria-level="2">B</li></ul></div>',
            [a_list("<p>A</p><ul><li>B</li></ul>")],
        ),
        # A list of Word that begins deeper keeps its items apart.
        (
            "<p style='mso-list:l0 level2 lfo1'>A</p><p style='mso-list:l0 level2 lfo1'>B</p>"
            "<p style='mso-list:l0 level1 lfo1'>C</p><p style='mso-list:l0 level2 lfo1'>D</p>",
            [a_list("<p>A</p>", "<p>B</p>", "<p>C</p><ul><li>D</li></ul>")],
        ),
        # An indented letter of several paragraphs is no quotation.
        (
            "<blockquote><p>One.</p><p>Two.</p><p>Three.</p><p>Four.</p></blockquote>",
            [("paragraph", f"<p>{word}.</p>") for word in ("One", "Two", "Three", "Four")],
        ),
        ("<p><b>Aims</b></p><p>Words.</p>", [heading("Aims", 2), ("paragraph", "<p>Words.</p>")]),
        ("<pre>one\ntwo</pre>", [("paragraph", "<p>one<br/>two</p>")]),
        (f"<h2>{'long ' * 60}</h2>", [("paragraph", f"<p><b>{('long ' * 60).strip()}</b></p>")]),
        ("Qui\xa0? Moi.", [("paragraph", "<p>Qui\xa0? Moi.</p>")]),
    ],
)
def test_odd_shapes_keep_every_word(html, expected):
    assert blocks_of(html) == expected


def test_lines_of_a_listing_stay_apart_where_markup_ends_them():
    page = "<pre>one\n<b>two</b>\n<span>three</span></pre>"
    [block] = read_pasted(page, "").blocks
    assert block.value == "<p>one<br/><b>two</b><br/>three</p>"


def test_a_style_without_an_end_is_read_in_one_pass():
    """A pattern took five seconds for 20,000 letters."""
    page = f'<p style="{"a" * 400_000}; font-weight: bold">Words</p>'
    [block] = read_pasted(page, "").blocks
    assert block.value == "<p><b>Words</b></p>"
