"""Documents in plain words, and what differs between two of them."""

from api.admin.document_diff import changes, of_texts
from api.admin.public_view import facts_of
from api.admin.wording import label_of_path, words_of


def test_a_place_in_a_document_is_said_in_words():
    assert label_of_path(("partners", 1, "role")) == "Partners › 2 › Role"
    assert label_of_path(("body", 0, "value")) == "Text › 1 › Content"
    assert label_of_path(("dates", "edtf")) == "Dates › Date in EDTF"
    assert label_of_path(("title_stated",)) == "Title as stated"


def test_values_are_said_in_words():
    assert words_of(None) == "not stated"
    assert words_of(False) == "no"
    assert words_of("chatham-house", "attribution_rule") == "Chatham House rule"
    assert words_of("2026-11-23T17:00:00Z") == "23 November 2026, 17:00"
    link = {"id": "1", "type": "partner", "key": "a", "url": "u", "title": "A Ministry"}
    assert words_of([{"role": "sponsor", "role_stated": None, "partner": link}]) == (
        "Sponsor · A Ministry"
    )


def test_an_address_is_said_where_it_is_not_the_record_s_own():
    assert words_of({"title": "A page", "document": None, "url": "https://a.test/"}) == (
        "A page · https://a.test/"
    )
    before, after = ({"sources": [{"url": f"https://{name}.test/", "title": "A"}]} for name in "ab")
    assert described(before, after)[0][0] == "Sources › 1 › Web address"


def test_what_is_not_stated_is_named_in_one_line():
    facts = facts_of({"id": "1", "title": "A title", "mode": None, "partners": []})

    assert facts.stated == [("Title", ["A title"])]
    assert facts.empty == ["Mode", "Partners"]


def described(before: dict, after: dict) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (change.label, [(piece.what, piece.text) for piece in change.pieces])
        for change in changes(before, after)
    ]


def partner(key: str, **more) -> dict:
    link = {"id": key, "key": key, "url": f"https://api.test/{key}/", "title": key.upper()}
    return {"role": "partner", "partner": link} | more


def test_a_list_is_compared_thing_by_thing():
    before = {"partners": [partner("a"), partner("b"), partner("c")]}
    after = {"partners": [partner("b"), partner("c", role="sponsor"), partner("d")]}

    assert described(before, after) == [
        ("Partners › 2 › Role", [("out", "Partner"), ("in", "Sponsor")]),
        ("Partners", [("out", "Partner · A"), ("in", "Partner · D")]),
    ]


def test_times_of_publishing_and_addresses_for_machines_are_no_change():
    before = {"id": "1", "key": "a", "url": "x", "meta": {"published_at": "2026-01-01T00:00:00Z"}}
    after = {"id": "1", "key": "b", "url": "y", "meta": {"published_at": "2026-01-02T00:00:00Z"}}

    assert described(before, after) == []


def test_text_is_compared_word_by_word_without_its_tags():
    block = {"id": "1", "type": "paragraph", "value": "<p>Peace <b>is</b> near.</p>"}
    newer = block | {"value": "<p>Peace <b>was</b> near.</p>"}

    assert described({"body": [block]}, {"body": [newer]}) == [
        (
            "Text › 1 › Content",
            [("same", "Peace "), ("out", "is"), ("in", "was"), ("same", " near.")],
        )
    ]


def test_a_long_text_keeps_only_what_stands_around_a_change():
    before = " ".join(f"word{number}" for number in range(200))
    pieces = of_texts(before, before.replace("word100", "WORD"))

    assert [piece.what for piece in pieces] == ["same", "out", "in", "same"]
    assert all(len(piece.text) < 80 for piece in pieces)


def test_two_huge_texts_are_not_compared_word_by_word():
    before, after = "a " * 3000, "b " * 3000

    assert [piece.what for piece in of_texts(before, after)] == ["out", "in"]
