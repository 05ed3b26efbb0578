"""Whether a sentence speaks of the page's own event, or of another one."""

import re

EVENT = (
    r"(?:conference|round ?table|dialogue|forum|panel|workshop|meeting|event|seminar|symposium|colloquium"
    r"|consultation|summit|congress|retreat|edition|iteration|gathering|convening|assembly)"
)
# This Wilton Park roundtable, The 15th conference in the series, Our two-day meeting
OWN = re.compile(
    rf"^(?:In\ particular,\s+|(?:At|During|In)\s+)?(?:(?:this|our)\s+(?:[\w’'&-]+\s+){{0,6}}?{EVENT}\b"
    rf"|the\s+(?:[\w’'&-]+,?\s+){{0,5}}?{EVENT}\b|(?:it|participants)\b)",
    re.IGNORECASE | re.VERBOSE,
)
OTHER = re.compile(
    r"\b(?:previous|earlier|preceding|former|last year['’]s|next year['’]s|last|next|past|following|follows|follow[- ]up to|since|"
    rf"builds? (?:up)?on|predecessor|other|another|subsequent|first (?:such )?{EVENT} (?:in|was)|as at the|unlike|recalls?|separate)\b",
    re.IGNORECASE,
)
MULTIPLE = re.compile(
    rf"\b(?:this|the)\s+(?:report|summary|paper|publication|page|article|note|digest)\s+(?:\w+\s+){{0,3}}?"
    rf"(?:covers|summari[sz]es|draws|brings|reports|describes|combines|reflects|records)\b[^.]{{0,60}}?"
    rf"\b(?:two|three|four|five|six|several|both)\s+(?:[\w-]+\s+){{0,3}}?{EVENT}s\b"
    rf"|\b(?:two|three|four|five|six|both)\s+(?:[\w-]+\s+){{0,3}}?{EVENT}s\b",
    re.IGNORECASE,
)


def is_own(sentence: str) -> bool:
    """Whether `sentence` begins with the page's own event and names no other one."""
    begins = OWN.match(sentence.strip(' “”"‘’'))
    return bool(begins) and not OTHER.search(sentence[: begins.end() if begins else 0])
