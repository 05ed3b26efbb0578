"""Names of columns of several words: “Date of the meeting”, “Conference venue”, “Name der Tagung”.

In “Date of the meeting” of a table of events, the head says what the column is, and the rest what
the table is about. In “Name of the speaker” it is the other way round.
"""

import re
from collections.abc import Mapping

from .own_words import OWN_WORDS, PREFIXES

OF = re.compile(
    r"(?P<head>.+?)-(?:of|von|der|des|de|du|del)-(?:(?:the|dem|la|las|los|les|l)-)?(?P<noun>.+)"
)
# “Nombre de” is a number in French. In Spanish a name has an article: “nombre del evento”.
NUMBER = re.compile(r"nombres?-de-(?!(?:la|las|los)-)")
# "Name of speakers" and "list of speakers" mean speakers. The title of a speaker is none.
NAMES = frozenset(
    ["name", "names", "list", "namen", "liste", "nom", "noms", "nombre", "nombres", "lista"]
)
# What has a name.
NAMED = frozenset(
    ["partners", "people", "organiser", "venue", "place_stated", "series", "affiliations", "parent",
     "country", "speaker", "occasion_event", "issuer"]
)  # fmt: skip
# “Meeting notes” are minutes, and “number of meetings” counts them.
ALONE = frozenset(["internal_notes", "ordinal", "key"])


def targets_by_head(name: str, kind: str, targets_by_label: Mapping[str, list[str]]) -> list[str]:
    """What a folded name of several words means in a table of this kind, the likeliest first."""
    own = OWN_WORDS.get(kind, frozenset())
    if NUMBER.match(name):
        return []
    if match := OF.fullmatch(name):
        if match["noun"] in own:
            return _facts(targets_by_label.get(match["head"], []))
        return _named(targets_by_label.get(match["noun"], [])) if match["head"] in NAMES else []
    first, _dash, last = name.rpartition("-")
    if last in NAMES and first not in own:
        return _named(targets_by_label.get(first, []))
    noun, _dash, rest = name.partition("-")
    if noun in own:
        return _facts(targets_by_label.get(rest, []))
    prefix = PREFIXES.get(kind)
    compound = prefix.match(name) if prefix else None
    return _facts(targets_by_label.get(name[compound.end() :], [])) if compound else []


def _facts(targets: list[str]) -> list[str]:
    return [target for target in targets if target not in ALONE]


def _named(targets: list[str]) -> list[str]:
    return [target for target in targets if target.partition(".")[0] in NAMED]
