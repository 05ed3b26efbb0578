"""The series of the event, and its ordinal number in the series."""

import re
from collections.abc import Iterator
from itertools import islice

from .editions import ARTICLE_ALONE, last_held
from .page import ParsedPage, Span
from .proposal import Extraction
from .title_match import OTHER_EVENT, OWN_EVENT, announces_it, hosts_it
from .words.events import COUNTED_THING, EVENT
from .words.ordinals import ORDINAL, number_of
from .words.times import ENGLISH_MONTHS

# "… and last", and the words for the kind of event. A month, a body or a day ends it.
COUNTED_EVENT = re.compile(
    rf"^(?:\s+and\s+(?:last|final)|\s+program(?:me)?)?(?=\s+(?:in|of)\s+(?:a|the|our|its|this)\s+(?:[\w-]+\s+){{0,6}}?series\b)"
    rf"|^(?:\s+(?:and\s+(?:last|final|most recent)|(?!(?:of|on|in|at|the|day|session|sitting|world(?=\s+(?:war|bank|health|trade|countr\w+)\b)|century|time|{ENGLISH_MONTHS}"
    rf"|anniversary|floor|committee|appeal)\b)[\w’'&-]+)){{0,6}}?\s+{COUNTED_THING}\b",
    re.IGNORECASE,
)
IN_SERIES = re.compile(r"^\s+in\s+(?:the|our|this|its|a|an)\b[^.;]{0,60}?\bseries\b", re.IGNORECASE)
SELF = re.compile(
    rf"^(?:the|this(?:\s+(?:{EVENT}|year['’]s\s+\w+))?(?:\s+(?:is|was|will be|marks|marked|being))?(?:,?\s+(?:the|our))?"
    rf"|(?:it|the\s+(?:[\w’'-]+\s+){{0,3}}?{EVENT})\s+(?:is|was|will be|marks|marked|being)\s+(?:the|our)|our|now in its|[\w’' ]{{2,40}}['’]s|wilton park|for the"
    rf"|(?:es|c[’']est|c[’']était|[èeé]|era|fue|foi|es ist|es war|het is|het was|dit is|esta es|se trata de|il s[’']agit de)\s+(?:l[ae]s?|l[’']|el|il|[ao]|die|der|das|de|het))?\s*$",
    re.IGNORECASE,
)
SERIES = (
    re.compile(
        r"\b(?:in|of|within|under)\s+(?:the|our|its|an?)\s+((?:(?!series\b)[\w’'&-]+,?\s+){1,9}?series\b"
        r"(?!\s+of\b)(?:\s+on\s+[^.,;()]{3,60}(?=[.,;)]))?)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:in|part\s+of)\s+(?:the|our|its|an?)\s+(series\s+of\s+(?:[\w’'&-]+\s+){{0,4}}?{EVENT}s(?:\s+on\s+(?:[\w’'-]+,?\s+){{0,6}}?[\w’'-]+)?)(?=[.,;)]|\s+(?:that|which|since|organi[sz]ed|held|will|is|was|focus\w*|look\w*|bring\w*|convened)\b)",
        re.IGNORECASE,
    ),
)
OF_THIS_EVENT = re.compile(
    r"^(?:es|c[’']est|c[’']était|[èeé]|era|fue|foi|es ist|es war|het is|het was|dit is|esta es|se trata de|il s[’']agit de)\s|\bthis\b|\bour\b|\b(?:is|was|marks|marked|will be|being)\s+(?:the|our)$|now in its$",
    re.IGNORECASE,
)
# Young people gather in Nairobi for the 6th Clean Air Summit
TOOK_PLACE = re.compile(
    r"\b(?:opened|closed|concluded|inaugurated|attended|launched|celebrated|clausur(?:ó|aron|a|an)|inaugur(?:ó|aron|a|an)|concluyó|finalizó|abrió|cerró|acogió|organizó|participaron en|asistieron a"
    r"|(?:a|ont|est|sont) (?:ouvert|clôturé|inauguré|clos|accueilli|organisé|participé)e?s?|s[’']est (?:ouverte?|achevée?|conclue?)|eröffnete|beendete|schloss|beging|ha (?:aperto|chiuso|inaugurato|ospitato)|si è (?:aperta|aperto|chius[ao]|conclus[ao])|encerrou|abriu|opende|sloot|took place|was held|si [èe]|si terr|si svolge|se celebr|tuvo lugar|tendrá lugar|a eu lieu|aura lieu|fand|findet|realizou-se|teve lugar|vond)",
    re.IGNORECASE,
)
# The President, who attended the fifth Congress, …
OF_SUBJECT = re.compile(r"\b(?:who|which|that|qui|que|quien|che)\s+(?:\w+\s+)?$")
THE = re.compile(
    r"\b(?:the|our|il|lo|[ao]|het|de|les?|la|l[’']|die|das|der|el|las?|los)\s*$", re.IGNORECASE
)
# Ottawa hosts 11th Arctic Languages Roundtable; Comienza en Cuenca el VII Encuentro Andino
NEWS = re.compile(
    r"^(?:[\w’'-]+\s+){1,5}?(?:hosts?|hosted|holds?|held|opens?|opened|concludes?|concluded|welcomes?|convenes?|launches|celebrates|acoge|celebra|inaugura|organiza|accueille|organise)\s+(?:(?:the|its|el|la|le|les|l[’'])\s*)?$"
    r"|^(?:comienza|arranca|concluye|finaliza|culmina|se celebra|s[’']ouvre|ouverture de|eröffnung der)\b(?:\s+(?:en|à|au)\s+[\w’' -]{2,30})?\s+(?:el|la|le|les|l[’']|der)?\s*$",
    re.IGNORECASE,
)
# La Fondation organise la septième édition de ses Rencontres …
EDITION = re.compile(
    r"\b(?:edi[tz]ion[e]?|édition|edición|edição|editie|ausgabe|auflage|edycj[ai])$", re.IGNORECASE
)
OF_A_YEAR = re.compile(r"\s*,?\s+(?:held\s+)?(?:in|of)\s+(?:\w+\s+)?\d{4}\b")
# … a call for papers for its 26th Annual Conference, which will …; … will host the 9th Forum.
HELD = re.compile(r"\b(?:its|our|the)\s*$", re.IGNORECASE)
WHICH = re.compile(r"^,?\s+(?:which|to (?:take place|be held)|taking place)\b")
GATHER = re.compile(
    r"\b(?:(?:for|at|during)\s+(?:the|its|their|our)|pour\s+(?:leurs?|son|sa|ses|les?|la)|lors\s+(?:du|des|de\s+la)|auf\s+(?:dem|der|ihre[rm])|durante\s+(?:el|la|su)|en\s+(?:el|la|su)|aux?|à\s+l[ae’']|al|all[ao’']|beim|zu[mr]|n[oa])\s*$",
    re.IGNORECASE,
)
# Verbs whose subject is the page's own event.
SUBJECT_OF = re.compile(
    r"\bseries\b|^,\s+(?:with|in|held|organi[sz]ed|supported|funded)\s|^\s*(?:[\w ]+\s)?(?:will|takes place|took place|brings|brought|is|was (?:held|delivered|given|opened|hosted)|were (?:held|delivered|given)|provides|explor\w+|gather\w+"
    r"|conven\w+|met|open(?:s|ed)|clos(?:es|ed)|began|begins|ended|ends|concluded|start(?:s|ed)|drew|attract\w+|welcom\w+|focus\w*|aims|seeks|looks|looked|asks|asked|considers?|considered|examin\w+|address\w+|return\w+)\b",
    re.IGNORECASE,
)
# The Second Conference on Child Detention, held on 20 March 2019, was …
TOPIC_THEN = re.compile(
    r"\s+(?:on|of|for|sur|über|sobre)\s+[\w’' -]{2,80},\s+(?:which|held|organi[sz]ed|hosted|convened)\s",
    re.IGNORECASE,
)
# The first panel and the second session are parts of one event.
PART = re.compile(r"^\s+(?:panel|session|round|one|workshop|meeting|event)\b", re.IGNORECASE)
NOT_A_SERIES = re.compile(
    r"\b(?:time|world|tv|television|book|paper|lecture notes|briefing|policy|webinar recording)\s+series\b",
    re.IGNORECASE,
)

MOST_ABOVE, MOST_COUNTED = 4, 20
BODY = re.compile(
    r"\s+(?:(?:regular|special|plenary|annual)\s+)?(?:(?:session|sitting)\s+of\s+the\s+[A-Z]|meeting\s+of\s+the\s+(?:\w+\s+){0,4}?"
    r"(?:UN|United|Security|General|Council|Assembly|Committee|Commission|Board|Parliament|Parties|Group)\b)"
)


def find_ordinal(page: ParsedPage) -> Extraction | None:
    """The number of the event in its series, if the page states it of this event.

    Its value is the number; its span holds the number and what is counted: "15th conference".
    """
    ordinals = list(_ordinals_of_title(page)) or list(_ordinals_of_sentences(page))
    return ordinals[0] if len({ordinal.value for ordinal in ordinals}) == 1 else None


def find_series(page: ParsedPage) -> Extraction | None:
    """The name of the series as stated: "annual human rights series"."""
    candidates = []
    for sentence in page.sentences:
        for pattern in SERIES:
            for match in pattern.finditer(page.text, sentence.start, sentence.end):
                name = page.text_of(Span(*match.span(1)))
                before = page.text[sentence.start : match.start()]
                if not NOT_A_SERIES.search(name) and not _is_other(before):
                    counted = ORDINAL.search(before)
                    candidates.append(
                        Extraction(name, *match.span(1), confidence=0.95 if counted else 0.85)
                    )
    names = {candidate.value.casefold() for candidate in candidates}
    return max(candidates, key=lambda candidate: candidate.confidence) if len(names) == 1 else None


def counted_otherwise(page: ParsedPage) -> Iterator[Span]:
    """The sentences about other events: "the 1st conference was hosted by …" on a page about the 2nd."""
    own = {ordinal.value for ordinal in _ordinals_of_title(page)}
    counted: dict[Span, set[int]] = {}
    for sentence in page.sentences:
        for match in ORDINAL.finditer(page.text, sentence.start, sentence.end):
            rest = page.text[match.end() : sentence.end]
            if COUNTED_EVENT.match(rest) and not is_of_a_body(rest) and not PART.match(rest):
                counted.setdefault(sentence, set()).add(number_of(match))
    first = page.first_sentence
    if first in counted and announces_it(page.text_of(first)):
        own = own or counted[first]
    last = last_held({page.text_of(one): numbers for one, numbers in counted.items()})
    last = next(iter(own)) if len(own) == 1 else last
    for sentence, numbers in counted.items():
        if last not in numbers:
            yield sentence


def _is_other(before: str) -> bool:
    return bool(OTHER_EVENT.search(before)) and not ORDINAL.search(before)


def _ordinals_of_title(page: ParsedPage) -> Iterator[Extraction]:
    for number, block in enumerate(page.content):
        near = block.kind == "heading" and (block.level == 1 or _is_subtitle(page, number))
        if near or (block.kind == "paragraph" and _is_label(page, block)):
            for match in ORDINAL.finditer(page.text, block.start, block.end):
                before = page.text[block.start : match.start()]
                opens = not before.strip() or re.search(
                    r"(?:^\s*(?:the|d[eie][rn]|das|det|les?|las?|el|los|il|l[’']|het|os?|(?:looking back|back) (?:at|on) the|recap(?: of the)?|rückblick(?: auf (?:die|das|den))?|nachlese|terugblik(?: op (?:de|het))?|retour sur l[ae]s?|report (?:of|on|from) the|bericht (?:zur|zum|von der|über die)|compte[- ]rendu d(?:u|e la|es))|[:|–—(-])\s*(?:the\s+)?$|['’]s\s+$",
                    before,
                    re.IGNORECASE,
                )
                rest = page.text[match.end() : block.end]
                counted = COUNTED_EVENT.match(rest)
                ends = counted and THE.search(before) and not rest[counted.end() :].strip()
                if (
                    (opens or ends or NEWS.search(before))
                    and number_of(match)
                    and counted
                    # A title that begins with the number is a session of that body itself.
                    and (match.start() == page.start_of_title or not is_of_a_body(rest))
                ):
                    yield _extraction(page, match, counted)


def _is_subtitle(page: ParsedPage, number: int) -> bool:
    """Whether only headings and the title are above the heading, and all of them near the top."""
    return number <= MOST_ABOVE and all(
        block.kind in ("heading", "logo") or _is_label(page, block)
        for block in page.content[:number]
    )


def _is_label(page: ParsedPage, block: Span) -> bool:
    """Whether the line is short, such as "12th edition" or "Wilton Park's 901st conference"."""
    return len((line := page.text_of(block)).split()) <= 8 and not line.endswith(".")


def _ordinals_of_sentences(page: ParsedPage) -> Iterator[Extraction]:
    announcement = page.first_sentence
    if announcement and not announces_it(page.text_of(announcement)):
        announcement = None
    for sentence in page.sentences:
        ordinals = ORDINAL.finditer(page.text, sentence.start, sentence.end)
        for match in islice(ordinals, MOST_COUNTED):
            before = page.text[sentence.start : match.start()]
            clause = (
                re.split(r"[,;:]\s+", before.strip(' “"('))[-1]
                if not OWN_EVENT.match(before.strip())
                else before.strip()
            )
            rest = page.text[match.end() : sentence.end]
            counted = COUNTED_EVENT.match(rest)
            if not counted or is_of_a_body(rest) or OTHER_EVENT.search(before):
                continue
            scoped = IN_SERIES.match(rest[counted.end() :]) or OF_THIS_EVENT.search(clause)
            after = rest[counted.end() :]
            named = (
                _is_title(page, rest)
                or (sentence == announcement and _gathers(before, after))
                or (sentence == announcement and _is_edition(before, counted))
                or (sentence == announcement and ARTICLE_ALONE.fullmatch(before.strip()))
                or (
                    HELD.search(before) and (WHICH.match(after) or hosts_it(page.text_of(sentence)))
                )
            )
            own = named or (
                SELF.match(clause.strip()) and clause.strip() and (scoped or not PART.match(rest))
            )
            if named or (own and not _is_subject_of_another(clause, after)):
                yield _extraction(page, match, counted)


def _is_edition(before: str, counted: re.Match[str]) -> bool:
    return bool(THE.search(before) and EDITION.search(counted.group()))


def _gathers(before: str, after: str) -> bool:
    """Whether people met for this event: "Mayors met in Delft for the fifth Harbour Summit."."""
    took_place = TOOK_PLACE.search(before)
    own = took_place and not OF_SUBJECT.search(before[: took_place.start()]) and THE.search(before)
    return bool(GATHER.search(before) or own) and not SUBJECT_OF.match(after)


def _is_title(page: ParsedPage, rest: str) -> bool:
    """Whether the title of the page follows the number."""
    title = page.title
    return bool(title) and " ".join(rest.split()).casefold().startswith(title.casefold())


def _is_subject_of_another(clause: str, after: str) -> bool:
    """Whether another event has the number: "The 14th conference, in 2018, found …"."""
    if OF_THIS_EVENT.search(clause):
        return False
    is_subject = SUBJECT_OF.search(after[:120]) or TOPIC_THEN.match(after)
    return not is_subject or bool(OF_A_YEAR.match(after))


def is_of_a_body(rest: str) -> bool:
    """Whether the number counts sessions of a body, such as the UN General Assembly."""
    return bool(BODY.match(rest))


def _extraction(page: ParsedPage, match: re.Match[str], counted: re.Match[str]) -> Extraction:
    return Extraction(number_of(match), match.start(), match.end() + counted.end(), confidence=0.93)
