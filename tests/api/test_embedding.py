"""Editions and quotes on other people's pages: card, picture, oEmbed."""

import io
import unicodedata
from pathlib import Path
from urllib.parse import urlencode

import pytest
from lxml import etree
from PIL import Image
from PIL.ImageFont import FreeTypeFont

from api.embedding import SIZE
from api.embedding.directions import MIRRORED, direction_of
from api.embedding.faces import FONTS, Face, has, in_sight, path_for
from api.embedding.picture import MARGIN, REGULAR, fitted, wrapped
from api.embedding.words import CardWords
from archive.publisher.after_commit import catch_up
from tests import factories
from tests.api.helpers import assert_problem, formats_of, read
from tests.shared import shared

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]

EVENT = "https://www.test/a-series/edition/"


@shared
def edition():
    series = factories.make_series(title="A series")
    made = factories.make_event(
        series=series, title="<b>Peace</b> & “security”", slug="edition", code="AB1"
    )
    factories.make_quote(text="Words", speaker=factories.make_person(name="Ann Example"))
    factories.make_theme(label="Peace")
    catch_up()
    return made


def oembed(url: str, **more: object) -> str:
    return f"/api/v1/oembed/?{urlencode({'url': url, **more})}"


@pytest.mark.parametrize(
    "url",
    [EVENT, "https://www.test/A-Series/edition", "https://api.test/api/v1/events/AB1/",
     "https://www.test/quotes/words/"],
)  # fmt: skip
def test_an_address_becomes_a_frame_with_the_card(reader, edition, url):
    answer = read(reader, oembed(url))
    assert (answer["version"], answer["type"]) == ("1.0", "rich")
    frame = etree.HTML(answer["html"]).find(".//iframe")
    card = reader.get(frame.get("src").removeprefix("https://api.test"))
    assert card.headers["Content-Type"] == "text/html; charset=utf-8"
    assert frame.get("title") == answer["title"]
    assert "allow-scripts" not in frame.get("sandbox")
    picture = reader.get(answer["thumbnail_url"].removeprefix("https://api.test"))
    assert Image.open(io.BytesIO(picture.content)).size == (1200, 630)


def test_it_is_no_larger_than_asked_for(reader, edition):
    answer = read(reader, oembed(EVENT, maxwidth=320, maxheight=200))
    assert (answer["width"], answer["height"]) == (320, 200)
    assert 'width="320" height="200"' in answer["html"]
    assert "thumbnail_url" not in answer


@pytest.mark.parametrize("address", [oembed(EVENT), "/api/v1/events/AB1.card"])
def test_a_card_and_its_address_cost_few_queries(
    reader, edition, address, django_assert_max_num_queries
):
    with django_assert_max_num_queries(6 if "oembed" in address else 2):
        assert reader.get(address).status_code == 200


def test_xml_says_the_same(reader, edition):
    response = reader.get(oembed(EVENT, format="xml"))
    root = etree.fromstring(response.content)
    fields = {child.tag: child.text for child in root}
    assert fields == {name: str(value) for name, value in read(reader, oembed(EVENT)).items()}


@pytest.mark.parametrize(
    "url",
    ["https://www.test/nothing/", "https://www.test/themes/peace/", "https://evil.test/", "x",
     "https://api.test/api/v1/themes/peace/", "http://[", "https://www.test/%00/"],
)  # fmt: skip
def test_other_addresses_are_404(reader, edition, url):
    assert_problem(reader.get(oembed(url)), 404, "not_found")


def test_a_withdrawn_edition_is_gone(reader, edition):
    edition.unpublish()
    catch_up()
    assert_problem(reader.get(oembed(EVENT)), 410, "gone")
    assert_problem(reader.get("/api/v1/events/AB1.png"), 410, "gone")


def test_a_document_says_where_its_card_is(reader, edition):
    links = formats_of(reader, "/api/v1/events/AB1/")
    assert {"/api/v1/events/AB1.card", "/api/v1/events/AB1.png"} <= links.keys()
    assert "application/json+oembed" in links.values()
    assert "application/json+oembed" not in formats_of(reader, "/api/v1/themes/").values()


def test_the_card_has_no_script_and_says_only_what_is_stated(reader, edition):
    response = reader.get("/api/v1/events/AB1.card")
    page = response.content.decode()
    assert "&lt;b&gt;Peace&lt;/b&gt; &amp; “security”" in page
    assert "None" not in page
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors *" in policy
    assert "X-Frame-Options" not in response.headers
    document = reader.get("/api/v1/events/AB1/")
    assert "frame-ancestors 'none'" in document.headers["Content-Security-Policy"]


@pytest.mark.browser
def test_chromium_shows_the_card_in_a_foreign_page_without_script(reader, edition, chromium):
    from playwright.sync_api import sync_playwright

    foreign = f"<!doctype html><h1>Elsewhere</h1>{read(reader, oembed(EVENT))['html']}"
    card = reader.get("/api/v1/events/AB1.card")
    complaints = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_context(java_script_enabled=False).new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.route("https://elsewhere.example/", lambda route: route.fulfill(
            body=foreign, content_type="text/html; charset=utf-8"))  # fmt: skip
        page.route("https://api.test/**", lambda route: route.fulfill(
            body=card.content, headers=dict(card.headers)))  # fmt: skip
        page.goto("https://elsewhere.example/")
        frame = page.frame_locator("iframe")
        assert frame.locator(".main").inner_text() == "<b>Peace</b> & “security”"
        assert frame.locator("a").get_attribute("href") == EVENT
        assert frame.locator(".main").evaluate("e => getComputedStyle(e).fontWeight") == "600"
        browser.close()
    assert complaints == []


def test_the_same_words_are_the_same_picture(reader, edition):
    from api.embedding.picture import draw

    first = reader.get("/api/v1/events/AB1.png")
    draw.cache_clear()
    again = reader.get("/api/v1/events/AB1.png")
    assert again.content == first.content
    fresh = reader.get("/api/v1/events/AB1.png", headers={"if-none-match": first.headers["ETag"]})
    assert fresh.status_code == 304


@pytest.mark.parametrize("text", ["Peace", "Human rights and " * 12, "word " * 400, "x" * 900])
def test_a_long_title_wraps_and_stays_on_the_picture(text):
    large, lines = fitted(text)
    assert len(lines) * large.size * 1.2 <= 330
    assert all(large.getlength(line) <= SIZE[0] - 2 * MARGIN for line in lines)
    if len(text) < 300:
        assert " ".join(lines) == text.strip()


def test_words_without_spaces_are_measured_a_few_times_for_each_line(monkeypatch):
    measure, lengths = FreeTypeFont.getlength, []

    def getlength(self, text, **options):
        lengths.append(len(text))
        return measure(self, text, **options)

    monkeypatch.setattr(FreeTypeFont, "getlength", getlength)
    fitted("人権" * 450)
    assert len(lengths) < 3000


def test_no_letter_is_lost_where_a_long_word_is_cut():
    assert "".join(wrapped("x" * 300, Face(REGULAR, 60))) == "x" * 300


def test_no_mark_is_cut_from_its_letter():
    for text in ("ที่" * 300, "e\u0301" * 300):
        lines = wrapped(text, Face(REGULAR, 60))
        assert "".join(lines) == text
        assert all(unicodedata.category(line[0])[0] != "M" for line in lines)


@pytest.mark.parametrize("sign", "\u200b\u00ad\u2060\ufeff\ufe0f\u200e\u2067\U000e0100")
def test_what_browsers_do_not_draw_is_not_drawn(sign):
    face = Face(REGULAR, 60)
    for text in ("Po{}li", "葛{}城", "သ{}တ"):
        assert [run.text for run in face.runs(text.format(sign))] == [text.format("")]
    assert [run.text for run in face.runs("می\u200cخواهم")] == ["می\u200cخواهم"]


SCRIPTS = {
    "Latin": "Łódź",
    "Greek": "Δικαιώματα",
    "Cyrillic": "Алматы",
    "Arabic": "حقوق",
    "Hebrew": "זכויות",
    "Armenian": "Հայաստան",
    "Georgian": "საქართველო",
    "Devanagari": "मानवाधिकार",
    "Bengali": "মানবাধিকার",
    "Gurmukhi": "ਮਨੁੱਖੀ",
    "Gujarati": "માનવ",
    "Odia": "ମାନବ",
    "Tamil": "மனித",
    "Telugu": "మానవ",
    "Kannada": "ಮಾನವ",
    "Malayalam": "മനുഷ്യ",
    "Sinhala": "මානව",
    "Thai": "สิทธิ",
    "Lao": "ສິດທິ",
    "Khmer": "សិទ្ធិ",
    "Myanmar": "လူ့",
    "Tibetan": "འགྲོ",
    "Ethiopic": "ሰብአዊ",
    "Thaana": "ޙައްޤު",
    "Syriac": "ܙܕܩ̈ܐ",
    "Tifinagh": "ⵉⵣⵔⴼⴰⵏ",
    "Cherokee": "ᏣᎳᎩ",
    "Inuktitut": "ᐃᓄᐃᑦ",
    "Mongolian": "ᠬᠦᠮᠦᠨ",
    "Chinese": "人权、和平与安全",
    "Japanese": "じんけんジンケン",
    "Korean": "인권평화뷁",
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_letter_of_a_script_has_its_shape_on_the_picture(script):
    face = Face(REGULAR, 60)
    for run in face.runs(SCRIPTS[script]):
        for letter in run.text:
            assert has(Path(run.font.path), letter), letter


@pytest.mark.parametrize(
    ("text", "drawn_text"),
    [
        ("Peace 🕊️👍🏽 1️⃣ 🇨🇭!", "Peace  1⃣ !"),
        ("Gilgamesh 𒀭𒀭 𒀭, 2700", "Gilgamesh … …, 2700"),
        ("\U000f0000 Basel", " Basel"),
    ],
)
def test_what_no_font_has_is_no_box(text, drawn_text, monkeypatch):
    monkeypatch.setattr("api.embedding.machine_fonts.fonts", list)
    path_for.cache_clear()
    assert "".join(run.text for run in Face(REGULAR, 60).runs(text)) == drawn_text
    path_for.cache_clear()


def test_a_font_of_the_machine_has_what_ours_lack(monkeypatch):
    font = FONTS / "scripts" / "NotoSansVai-Regular.ttf"
    monkeypatch.setattr("api.embedding.faces.OTHERS", [])
    monkeypatch.setattr("api.embedding.machine_fonts.fonts", lambda: [(font, [(0xA500, 0xA63F)])])
    path_for.cache_clear()
    assert [Path(run.font.path) for run in Face(REGULAR, 60).runs("ꔀꕥ")] == [font]
    path_for.cache_clear()


def drawn(text: str) -> str:
    """The letters of a line from left to right, as browsers show them."""
    runs = Face(REGULAR, 60).runs(text, leftwards=bool(direction_of(text)))
    return "".join(
        run.text[::-1].translate(MIRRORED) if run.leftwards else run.text
        for run in in_sight([*runs])
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a אב, גד b", "a דג ,בא b"),
        ("אב, peace", "peace ,בא"),
        ("אב (2016) ה-15: ג", "ג :15-ה (2016) בא"),
        ("عب (12–14) عب ٢٠١٦", "٢٠١٦ بع (14–12) بع"),
        ("UN אב (2016), x", "UN (2016) בא, x"),
        ("אב UN (Geneva) 50% ג", "ג UN (Geneva) 50% בא"),
        ("[אב] (peace (אב 3) x)", "(x (3 בא) peace) [בא]"),
        ("\u202bאב\u202c 1,000.5 a", "a 1,000.5 בא"),
    ],
)
def test_words_that_are_read_to_the_left_stand_in_their_order(text, expected):
    assert drawn(text) == expected


def test_a_title_that_is_read_to_the_left_begins_at_the_right():
    from api.embedding.picture import draw

    for title, side in (("زكويات" * 2, "right"), ("Peace", "left"), ("和平", "left")):
        picture = Image.open(io.BytesIO(draw(CardWords("", title, ()), "")))
        left, _top, right, _bottom = (
            picture.crop((40, 100, 1200, 400))
            .convert("L")
            .point(lambda v: 255 * (v < 128))
            .getbbox()
        )
        assert (right > 1060) is (side == "right")
        assert (left < 60) is (side == "left")
