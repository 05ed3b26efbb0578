"""Two versions of one content become one, and no edit of either is lost."""

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

from cms.concurrent.three_way import MINE, MISSING, THEIRS, Conflict, ThreeWay


def block(name: str, **value: Any) -> dict[str, Any]:
    return {"id": name, "type": "text", "value": value or {"words": name}}


BASE = {
    "title": "Title",
    "summary": "Summary",
    "body": [block("a"), block("b"), block("c")],
    "partnerships": [{"pk": 1, "partner": 7, "role": "host"}, {"pk": None, "partner": 8}],
}


def rich(text: str, key: str = "") -> str:
    return f'<p data-block-key="{key}">{text}</p>' if key else f"<p>{text}</p>"


def table(*cells: str) -> dict[str, Any]:
    return block("t", rows=[{"values": [cell]} for cell in cells])


def changed(**fields: Any) -> dict[str, Any]:
    return {**copy.deepcopy(BASE), **fields}


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        ({"title": "Mine"}, {"summary": "Theirs"}, {"title": "Mine", "summary": "Theirs"}),
        ({"title": "Same"}, {"title": "Same"}, {"title": "Same"}),
        (
            {"body": [block("a", words="Mine"), block("b"), block("c")]},
            {"body": [block("a"), block("b"), block("c", words="Theirs")]},
            {"body": [block("a", words="Mine"), block("b"), block("c", words="Theirs")]},
        ),
        (
            {"body": [block("a"), block("mine"), block("b"), block("c")]},
            {"body": [block("a"), block("b"), block("c"), block("theirs")]},
            {"body": [block("a"), block("mine"), block("b"), block("c"), block("theirs")]},
        ),
        (
            {"body": [block("c"), block("a"), block("b")]},
            {"body": [block("a"), block("b", words="Theirs"), block("c")]},
            {"body": [block("c"), block("a"), block("b", words="Theirs")]},
        ),
        (
            {"body": [block("a"), block("c")]},
            {"body": [block("a"), block("b"), block("new"), block("c")]},
            {"body": [block("a"), block("new"), block("c")]},
        ),
        (
            {"partnerships": [{"pk": 1, "partner": 7, "role": "funder"}, BASE["partnerships"][1]]},
            {"partnerships": [*BASE["partnerships"], {"pk": None, "partner": 9}]},
            {
                "partnerships": [
                    {"pk": 1, "partner": 7, "role": "funder"},
                    {"pk": None, "partner": 8},
                    {"pk": None, "partner": 9},
                ]
            },
        ),
    ],
)
def test_what_was_changed_apart_is_put_together(mine, theirs, merged):
    merge = ThreeWay(BASE, changed(**mine), changed(**theirs))

    assert merge.conflicts == []
    assert merge.merged == changed(**merged)


@pytest.mark.parametrize(
    ("mine", "theirs", "path"),
    [
        ({"title": "Mine"}, {"title": "Theirs"}, ("title",)),
        (
            {"body": [block("a", words="Mine"), block("b"), block("c")]},
            {"body": [block("a", words="Theirs"), block("b"), block("c")]},
            ("body", "a", "value", "words"),
        ),
        (
            {"body": [block("b"), block("c")]},
            {"body": [block("a", words="Theirs"), block("b"), block("c")]},
            ("body", "a"),
        ),
        (
            {"body": [block("c"), block("b"), block("a")]},
            {"body": [block("b"), block("a"), block("c")]},
            ("body", "order"),
        ),
        (
            {"partnerships": [{"pk": 1, "partner": 7, "role": "funder"}]},
            {"partnerships": [{"pk": 1, "partner": 7, "role": "sponsor"}]},
            ("partnerships", "1", "role"),
        ),
    ],
)
def test_where_both_changed_the_same_somebody_chooses(mine, theirs, path):
    mine, theirs = changed(**mine), changed(**theirs)

    [conflict] = ThreeWay(BASE, mine, theirs).conflicts

    assert conflict.path == path
    for choice, chosen in ((MINE, mine), (THEIRS, theirs)):
        merge = ThreeWay(BASE, mine, theirs, {conflict.name: choice})
        assert merge.conflicts == []
        assert merge.merged == chosen


def edits(content: dict[str, Any], who: str, dice: random.Random) -> dict[str, Any]:
    """`content` after one to six edits, each of which writes a word that stands nowhere else."""
    content = copy.deepcopy(content)
    for number in range(dice.randint(1, 6)):
        word = f"{who}{number}"
        blocks, parts = content["body"], content["partnerships"]
        match dice.randrange(5):
            case 0:
                content[dice.choice(["title", "summary"])] = word
            case 1 if blocks:
                dice.choice(blocks)["value"]["words"] = word
            case 2:
                blocks.insert(dice.randint(0, len(blocks)), block(word))
            case 3 if parts:
                dice.choice(parts)["role"] = word
            case _:
                parts.append({"pk": None, "partner": word})
        if blocks and dice.random() < 0.3:
            blocks.pop(dice.randrange(len(blocks)))
        if dice.random() < 0.3:
            dice.shuffle(blocks)
    return content


def values(content: Any, *, mine: bool) -> Iterator[str]:
    """All words of a content, with those of both sides of a conflict."""
    if isinstance(content, Conflict):
        yield from values(content.mine if mine else content.theirs, mine=mine)
    elif isinstance(content, dict):
        for value in content.values():
            yield from values(value, mine=mine)
    elif isinstance(content, list):
        for value in content:
            yield from values(value, mine=mine)
    elif content is not MISSING:
        yield str(content)


@pytest.mark.parametrize("seed", range(4))
def test_no_edit_is_lost_in_random_conflicts(seed):
    dice = random.Random(seed)
    for _ in range(50):
        mine, theirs = edits(BASE, "mine", dice), edits(BASE, "theirs", dice)
        merge = ThreeWay(BASE, mine, theirs)
        kept = set(values([merge.merged, *merge.conflicts], mine=True))
        kept |= set(values(merge.conflicts, mine=False))
        written = {*values(mine, mine=True), *values(theirs, mine=True)} - set(
            values(BASE, mine=True)
        )
        assert written <= kept
        for side, choice in ((mine, MINE), (theirs, THEIRS)):
            choices = {conflict.name: choice for conflict in merge.conflicts}
            decided = ThreeWay(BASE, mine, theirs, choices)
            assert decided.conflicts == []
            own = set(values(side, mine=True)) - set(values(BASE, mine=True))
            assert own <= set(values(decided.merged, mine=True))


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        (block("a", words=rich("A")), block("a", words=rich("A", "k1")), "same", "mine"),
        (block("a", words=rich("A")), block("a", words=rich("A", "k1")), "other", "theirs"),
        (table(rich("A"), rich("B")), table(rich("A", "k1"), rich("B", "k2")), "same", "mine"),
        (block("a", words=rich("A")), block("a", words=rich("A", "k1")), "gone", "theirs"),
    ],
)
def test_the_keys_of_paragraphs_which_every_form_makes_are_no_change(base, mine, theirs, merged):
    text = json.dumps(mine)
    of_theirs = {
        "same": [json.loads(text.replace("k1", "j1").replace("k2", "j2"))],
        "other": [block("a", words=rich("Other", "j1"))],
        "gone": [],
    }[theirs]

    merge = ThreeWay([base], [mine], of_theirs)

    assert merge.conflicts == []
    assert merge.merged == {"mine": [mine], "theirs": of_theirs}[merged]
