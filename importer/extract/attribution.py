"""Find out who said the words of a quotation, and on which occasion."""

import re
from typing import Any

from .dates.patterns import YEAR, dates_in, read_match
from .name_chunks import HEADS
from .page import SHORTENED, Block, ParsedPage, is_line
from .person_names import HAS_ROLE, NO_NAME, PERSON_NAME, ROLE_NOUN, is_known_name, office_and_name

SAYS = (
    r"(?:sa(?:id|ys)|stat(?:ed|es|ing)|not(?:ed|es|ing)|observ(?:ed|es|ing)|declar(?:ed|es|ing)|argu(?:ed|es|ing)|remark(?:ed|s|ing)|remind(?:ed|s|ing)(?:\s+\w+){0,3}"
    r"|ask(?:ed|s|ing)|wrote|writes|writing|told(?:\s+\w+){1,3}|explain(?:ed|s|ing)|conclud(?:ed|es|ing)|emphasi[sz](?:ed|es|ing)|stress(?:ed|es|ing)|warn(?:ed|s|ing)|comment(?:ed|s|ing)|lament(?:ed|s|ing)|admit(?:ted|s|ting)|repl(?:ied|ies|ying)|jok(?:ed|es|ing)|caution(?:ed|s|ing)|testif(?:ied|ies|ying)|complain(?:ed|s|ing)|acknowledg(?:ed|es|ing)|quipped|exclaimed|promis(?:ed|es)|pleaded|mused|summed up|sums up|pointed out|points out|maintain(?:ed|s)|continued|add(?:ed|s|ing)|call(?:ed|s)|insist(?:ed|s)|put it|recall(?:ed|s|ing)|urg(?:ed|es|ing)|affirm(?:ed|s|ing)|echo(?:ed|es|ing)|speaking|proclaim(?:ed|s|ing)|(?:a )?(?:rappel(?:le|é)|déclar(?:e|é)|expliqu(?:e|é)|affirm(?:e|é)|soulign(?:e|é)|insist(?:e|é)|ajout(?:e|é)|estim(?:e|é)|précis(?:e|é)|confi(?:e|é)|témoign(?:e|é)|lanc(?:e|é)|résum(?:e|é)|regrett(?:e|é)|racont(?:e|é)|comment(?:e|é)|not(?:e|é)|constat(?:e|é)|plaid(?:e|é)|dénonc(?:e|é)|martel(?:é)|conclu(?:t)?|avert(?:it|i)|prévient|prévenu|répond(?:u)?|reconn(?:aît|u)|poursui(?:t|vi)|dit)|sagte|sagt|sagten|forderte|fordert|kritisierte|kritisiert|warnte|warnt|ergänzte|ergänzt|berichtete|berichtet|erläuterte|erläutert|resümierte|bilanzierte|lobte|versicherte|kommentierte|bekräftigte|sagte?|erklärte?|betonte?|meinte?|mahnte?|unterstrich|so|ha (?:detto|dichiarato|spiegato|affermato|aggiunto|sottolineato|ricordato)|dice|spiega|afferma|afirmou|disse|diz|declarou|explicou|sublinhou|zei|zegt|aldus|vertelde|benadrukte|dijo|afirm(?:a|ó)|señal(?:a|ó)|explic(?:a|ó)|declar(?:a|ó)|asegur(?:a|ó)|subray(?:a|ó)|destac(?:a|ó)|record(?:a|ó)|denunci(?:a|ó)|coment(?:a|ó)|advirtió|advierte|lament(?:a|ó)|insist(?:e|ió)|reclam(?:a|ó)|apunt(?:a|ó)|reconoc(?:e|ió)|añad(?:e|ió)|agreg(?:a|ó)|resum(?:e|ió)|sostuvo|sostiene|manifest(?:a|ó)|concluy(?:e|ó)|relat(?:a|ó)|contó|expres(?:a|ó)|pregunt(?:a|ó)|respond(?:e|ió)|reiter(?:a|ó)|critic(?:a|ó)"
    r"|ha (?:declarado|afirmado|señalado|subrayado|explicado|destacado|asegurado|recordado|manifestado|indicado|dichiarato|affermato|spiegato|sottolineato|ricordato|detto)|dichiara|afferma|spiega|sottolinea|declara|afirma|señala|explica|subraya|asegura|ha (?:denunciato|commentato|avvertito|concluso|osservato|raccontato)|commenta|osserva|racconta|conclude|acrescentou|lembrou|alertou|lamentou|comentou|concluiu|defendeu|vindt|verklaarde|waarschuwde|stelde|voegde)"
)
WHO = rf"(?:(?:the\s+)?(?:[\w’'-]+\s+){{0,8}}?(?i:{ROLE_NOUN})\b[\w ’'&-]{{0,60}},?\s+)?{PERSON_NAME}(?:,\s+(?!(?:{SAYS}|\w+(?:ed|ing|es))\b)[^,.“”]{{3,90}})?"
AFTER = (
    re.compile(
        rf"^[,.]?\s*(?:these|those)\s+(?:were\s+the\s+)?words\s+(?:from|of|by)\s+(?P<who>{WHO})\s*(?:\((?P<occasion>[^)]+)\))?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^[,.]?\s*{SAYS}\s+(?P<who>{WHO})\s*(?:\((?P<occasion>[^)]+)\)|,?\s+(?P<when>(?:at|in|during|to)\s+(?:the\s+[\w ]{{4,60}}|[A-Z0-9])[^.;,]*))?"
    ),
    re.compile(
        rf"^[,.]?\s*{SAYS}\s+(?:die|der|le|la|l[’']|el|the)\s*(?P<who>[^,“”«»]{{3,80}},\s+{PERSON_NAME})(?=[,.;]|\s|$)"
    ),
    # « … », sourit Yann Le Goff, jardinier à Rezé.
    re.compile(rf"^,?\s*[a-zà-ÿ]+\s+(?P<inverted>{PERSON_NAME}(?:,\s+[^,.“”«»]{{3,90}})?)\s*[,.]"),
    re.compile(
        rf"^[,.]?\s*(?!(?:In|At|During|On)\b)(?:as\s+)?(?P<who>{WHO}),?\s+{SAYS}\b\s*(?P<when>(?:at|in|during|to)\s+(?:the\s+)?[A-Z0-9][^.;,]+)?"
    ),
    re.compile(
        rf"^\s*[—–-]\s*(?P<who>{PERSON_NAME}[^“”\n(]{{0,140}}?)\s*(?:\((?P<occasion>[^)]+)\))?\s*\.?$"
    ),
    re.compile(rf"^\s*\((?P<who>{PERSON_NAME}[^()]*)\)"),
    # "Every road is older than its country." Luca Ferrero
    re.compile(rf"^(?P<signed>{PERSON_NAME})$"),
)
BEFORE = (
    re.compile(
        rf"(?P<who>{WHO}),?\s+(?:[^.“”\"]{{0,80}}?\s)?{SAYS}(?:\s+(?:that|this|as follows|how))?(?:\s+\([^)]*\))?[,:]?\s*$"
    ),
    re.compile(
        rf"\b(?:in the words of|according to|as)\s+(?P<who>{WHO})(?:,?\s+{SAYS})?(?P<when>\s+(?:at|in|during|before)\s+[^“”\"]{{3,80}}?)?\s*[,:]\s*$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?P<who>{WHO}),?\s+(?:told|reminded|said\s+(?:to|at|in))\s+(?P<when>(?:the\s+)?[A-Z0-9][^“”\",]{{3,80}}?)(?:\s+that)?\s*[,:]\s*$"
    ),
    # Comme l’a dit Claire Fontanel, «…»; Como dijo la alcaldesa, Ana Roy, «…»
    re.compile(
        rf"\b(?i:comme l[’']a (?:dit|formulé|résumé|rappelé|souligné)|comme (?:dit|disait)|wie(?: es)?|como (?:dijo|señaló|resumió)|come ha detto|como disse|con palabras de|en palabras de|selon les mots de)\s+(?P<who>{WHO})(?:\s+(?:sagte|formulierte|zusammenfasste|ausdrückte))?\s*[,:]\s*$"
    ),
    re.compile(rf"^(?P<who>{WHO})\s*:\s*$"),
)
# A speaker without a name: an organisation or "one participant".
IN_WORDS = re.compile(
    r"\b[Ii]n the words of (?P<who>(?:one|an?|another)\s+(?:[\w’'-]+\s+){0,3}?(?:participant|delegate|speaker|official|minister|diplomat|panellist|judge))\s*[,:]\s*$"
)
UNNAMED = re.compile(
    rf"(?:^|[.,;]\s+)(?:[Aa]s\s+)?(?P<who>(?:[Oo]ne|[Aa]|[Aa]nother|[Tt]he)\s+(?:[\w’'-]+\s+){{0,7}}?(?:participant|delegate|speaker|official|minister|diplomat|panellist|judge|(?:{HEADS})(?:\s+(?:of|for|on)\s+(?:the\s+)?[A-Z][\w ]+?)?))"
    rf"\s+{SAYS}(?:\s+(?:that|it|as follows))?[,:]?\s*$"
)
UNNAMED_AFTER = re.compile(
    rf"^[,.]?\s*(?:{SAYS}\s+)(?P<who>(?:one|a|another)\s+(?:[\w’'-]+\s+){{0,3}}?(?:participant|delegate|speaker|official|minister|diplomat|panellist|judge))\b"
)
# Where the next sentence begins, but not behind "Dr.".
LAST_BEGINS = re.compile(
    r"(?<=[.!?”])(?<!\b(?:Dr|Mr|Ms|Fr|Sr|St)\.)(?<!\b(?:Mrs|Hon|Rev|Sra|Dra)\.)(?<!\bProf\.)\s+(?=[A-Z])"
)
SET_BEFORE = re.compile(
    r"^(?:Speaking\s+)?(?:[Dd]uring|[Aa]t|[Ii]n|[Aa]ddressing|[Oo]pening|[Bb]efore)\s+(?P<occasion>(?:the\s+)?[A-Z0-9][^“”\"]{3,100}?)"
    rf"(?=,\s|\s+the\s+(?:[A-Z][\w-]*\s+){{0,4}}?{ROLE_NOUN}\b)"
)
# “…,” she said. Her name is in the sentence before.
PRONOUN = re.compile(
    rf"[,.]?\s*((?:he|she)\s+{SAYS}|{SAYS}\s+(?:he|she)|(?:a-t-|at-)?(?:il|elle))\b", re.IGNORECASE
)
SUBJECT = re.compile(
    rf"(?P<who>(?:(?i:{ROLE_NOUN})\s+)?{PERSON_NAME}(?:,\s+[^,.]{{3,80}},)?)\s+[a-z]+(?:ed|s|t|d)\b"
)
# sagte Harmsen zum Auftakt
ON_OCCASION = re.compile(
    r"\s+(?:zum|zur|beim|am|im|vom)\s+(?:Auftakt|Abschluss|Schluss|Thema|Beginn|Ende|Start|Eröffnung|Rande|Ergebnis)\b.*$"
)
# Two words of a name, and a full stop that is not that of an initial: "Tomasz Lis. Addressing".
NEXT_SENTENCE = re.compile(r"(?:[\w’'-]+,?\s+)+[A-ZÀ-Ý][\w’'-]+(?=\.\s+[A-ZÀ-Ý])")
# The line with the speaker below a quotation.
SIGNED = re.compile(rf"^\s*[—–-]?\s*(?P<who>{PERSON_NAME}(?:\s*[,|(–—]\s*[^“”]{{2,140}})?)\s*$")
# …, Minister of Water, opening the 2011 conference
SPEAKING = re.compile(
    r",\s+(?:speaking\s+(?=at|in|to|before))?((?:opening|closing|addressing|at|before)\s+(?:the|an?|this|our)\s+[^,()]{4,80})$"
)


def signs(page: ParsedPage, block: Block, above: Block) -> bool:
    """Whether `block` is the line with the speaker below a quotation."""
    line = page.text_of(block)
    if above.kind != "quote" or not SIGNED.match(line):
        return False
    last = page.text_of(above)[-1:]
    marked = last in '”»"“' and is_line(line) and "," in line
    named = last in '.!?”»"' and re.fullmatch(PERSON_NAME, line) and not NO_NAME.search(line)
    return line[:1] in "—–-" or (bool(marked or named) and line[-1:] not in '.!?”»"')


def attribution(text: str, match: re.Match[str]) -> dict[str, Any]:
    """The attribution, from the text around the quotation in the same paragraph."""
    after = " ".join(text[match.end() :].split())
    before = " ".join(text[: match.start()].split())
    sentence = LAST_BEGINS.split(before)[-1]
    for pattern in AFTER:
        if cue := pattern.match(after):
            groups = cue.groupdict()
            if "signed" in groups:
                ends = match.group()[-2:-1] in ".!?…" and not before
                if not (ends and is_known_name(groups["signed"])):
                    continue
                return speaker_fields(groups["signed"], "", groups["signed"])
            if "inverted" in groups:
                named = re.split(r",\s+", groups["inverted"])[0]
                closed = after.startswith(",") or match.group()[:-1].rstrip().endswith(",")
                names_speaker = is_known_name(named) or HAS_ROLE.search(groups["inverted"])
                if not (closed and names_speaker):
                    continue
                return speaker_fields(groups["inverted"], "", groups["inverted"])
            value = speaker_fields(
                cue["who"], groups.get("occasion") or groups.get("when") or "", cue["who"]
            )
            if value["speaker"]:
                return value
    for pattern in BEFORE:
        if cue := pattern.search(sentence):
            placed = SET_BEFORE.match(sentence)
            who = _last_named(cue["who"])
            occasion = placed["occasion"] if placed else cue.groupdict().get("when") or ""
            value = speaker_fields(who, occasion, who)
            if value["speaker"]:
                return value
    if (he := PRONOUN.match(after)) and (who := _subject_before(before)):
        return speaker_fields(who, "", f"{he.group(1)}, {who}") | {"attribution_stated": who}
    unnamed = UNNAMED_AFTER.match(after) or UNNAMED.search(sentence) or IN_WORDS.search(sentence)
    nobody = speaker_fields("", "", "")
    if unnamed:
        nobody["attribution_stated"] = unnamed["who"].strip(" ,")
    return nobody


def _subject_before(before: str) -> str:
    """The person with whom the sentence before the quotation begins, when nobody else is named in it:
    "Ambassador Jane Roe opened the meeting. “…,” she said."."""
    sentence = re.split(r"(?<=[a-z][.!?”])\s+(?=[A-ZÀ-Ý])", before)[-1]
    match = SUBJECT.match(sentence)
    others = re.findall(PERSON_NAME, sentence[match.end() :]) if match else []
    named = match and not any(is_known_name(name) for name in others)
    return match["who"] if match and named and office_and_name(match["who"])[1] else ""


def _last_named(text: str) -> str:
    """The text from the office on: "the Minister …" of "echoed by the Minister …"."""
    match = re.search(rf"(?:^|\bthe\s+)((?:[A-Z][\w’'-]*\s+)*{ROLE_NOUN}\b.*)$", text)
    return match.group(1) if match else text


def signature(page: ParsedPage, above: Block, below: Block | None) -> dict[str, Any]:
    """The attribution in the line below a quotation: "Jane Roe, Director, the Institute"."""
    line = page.text_of(below) if below else ""
    if below is None or below.kind not in ("paragraph", "item", "quote"):
        return speaker_fields("", "", "")
    if below.kind == "quote" and not signs(page, below, above):
        return speaker_fields("", "", "")
    match = SIGNED.match(line)
    if not match or not is_line(line) or line.endswith("."):
        return speaker_fields("", "", "")
    occasion = re.search(r"\(([^)]+)\)\s*$", line) or SPEAKING.search(line)
    who = SPEAKING.sub("", re.sub(r"\s*\([^)]+\)\s*$", "", match["who"]))
    return speaker_fields(
        re.sub(r"\s+[|–—]\s+", ", ", who), occasion.group(1) if occasion else "", line
    )


def speaker_fields(who: str, occasion: str, stated: str) -> dict[str, Any]:
    ended = NEXT_SENTENCE.match(who)
    if ended and not SHORTENED.search(who[: ended.end() + 1]):
        who, stated = who[: ended.end()], stated[: ended.end()]
    who = ON_OCCASION.sub("", " ".join(who.split()).strip(" ,.—–"))
    role, name = office_and_name(who) if who else (None, None)
    if not name:
        occasion, stated = "", ""
    if name and re.search(r"[a-zà-ÿ]{3}\.$", name):
        name = name[:-1]
    if role and re.fullmatch(YEAR, role):
        occasion, role = occasion or role, None
    occasion = " ".join(re.sub(r"^\s*(?:at|in|during|to|before)\s+", "", occasion).split())
    stated = re.sub(r"^(?:[Aa]s|[Tt]hen)\s+", "", " ".join(stated.split()).strip(" ,.—–-"))
    return {
        "attribution_stated": stated or None,
        "speaker": name,
        "role_then": _trimmed(role) if name else None,
        # A year alone is a date and not an occasion.
        "occasion_stated": None if re.fullmatch(YEAR, occasion) else occasion.strip(" ,.") or None,
        "date": _date(occasion),
    }


def _date(occasion: str) -> str | None:
    """`"2018"`, `"2018-10"` or a day, when the occasion states it, and no more than that."""
    dates = list(dates_in(occasion, 0, len(occasion)))
    if dates:
        value = read_match(dates[0]) if len(dates) == 1 else None
        return str(value["start"]) if value and value["end"] in (None, value["start"]) else None
    years = re.findall(rf"\b{YEAR}\b", occasion)
    return years[0] if len(years) == 1 else None


def _trimmed(role: str | None) -> str | None:
    role = re.sub(r"^(?:the|then|as)\s+", "", (role or "").strip(" ,"), flags=re.IGNORECASE)
    return role or None


def has_verb_of_saying(text: str, match: re.Match[str]) -> bool:
    """Whether the sentence around the quotation marks has a verb of saying. Else it is a term."""
    before = re.split(r"[.!?]\s+(?=[A-Z])", text[: match.start()])[-1]
    after = re.split(r"[.!?](?:\s|$)", text[match.end() :])[0]
    return bool(re.search(rf"\b{SAYS}\b", f"{before} {after}", re.IGNORECASE))
