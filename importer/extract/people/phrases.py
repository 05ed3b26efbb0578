"""The phrases that say in which capacity people take part: "chaired by", "will give the keynote"."""

import re

from cms.vocabularies import Capacity
from importer.extract.person_names import PERSON_NAME, is_known_name
from importer.extract.words.events import EVENT

SPEECH = r"(?:remarks|speech|speeches|address|addresses|lecture|keynote|statement|statements|talk|talks|presentation|presentations|welcome|contributions|introduction)"
BY = (
    (Capacity.RAPPORTEUR, r"\b(?:report|summary|note)\s+(?:(?:was|is)\s+)?(?:written|prepared|drafted|compiled|authored)\s+by"),
    (Capacity.SPEAKER, rf"\b(?:sessions?|discussions?|workshops?)\s+(?:(?:was|were|are|is|will be)\s+)?(?:led|run|given)\s+by|\b{SPEECH}\s+(?:(?:was|were|is|will be|to be)\s+)?(?:(?:given|delivered|made|held|provided|offered)\s+)?(?:by|from)"),
    (Capacity.SPEAKER, r"\b(?:opened|addressed|closed|introduced|joined)\s+by|\b(?:ouvert|clôturé|inauguré)e?s?\s+par|\b(?:inaugurad|clausurad)[oa]s?\s+por|\b(?:apert|inaugurat)[oaie]\s+da(?:l|lla)?|\beröffnet\s+(?:(?:wurde|wird)\s+(?:\w+\s+){0,3})?(?:von|durch)"),
    (Capacity.SPEAKER, r"\b(?:key\s?note\s+)?(?:speakers|panellists|panelists|discussants)\s+(?:will\s+)?(?:include[ds]?|are|were|is|will be|including|such as|:)(?:\s+among others,?)?"),
    (Capacity.SPEAKER, r"\b(?:heard from|featuring|(?:conversation|dialogue|discussion|debate|exchange) between|(?:conversation|discussion|debate|q&a) with|intervendrán|intervienen|participarán|participaron|participan|participeront|ont participé|parteciperanno|hanno partecipato|participarão|among the (?:speakers|panellists|panelists) (?:are|were|will be)|parmi les (?:intervenants|orateurs|invités)(?:\s+(?:attendus|annoncés|confirmés|invités))?(?:\s*:)?|exchange(?:s|d)?\s+(?:of\s+)?views\s+with(?:\s*:)?|han participado|tra gli ospiti(?:\s*:)?|zu den gästen (?:gehören|gehörten|zählen|zählten)|(?:weitere\s+)?(?:vorträge|vortrag|impulse|grußworte)\s+(?:halten|hielten|hält|hielt)|lezingen van|entre l[oa]s ponentes (?:están|figuran)|tra i relatori|zu den (?:referenten|rednern|referentinnen) (?:gehören|gehörten|zählen|zählten)|hablarán|interviendront|prendront la parole|interverranno|usarão da palavra|(?:lezingen|bijdragen|presentaties) van|vorträgen? von|ponencias de|relazioni di|palestras de|(?:es|darüber|dazu|dort) (?:sprechen|spricht|diskutieren|referieren|berichten)|avec la participation de|con la participación de|mit beiträgen von|a cargo de|allocution de|inaugurad[oa] por|eröffnet (?:von|durch)|ouvert(?:e)? par|con interventi di|con la partecipazione di|intervengono|introdotto da|met bijdragen van|com a participação de|aperto da|geopend door)"),
    (Capacity.CHAIR, r"\b(?:chaired|presided over)\s+by|\bunder the chair(?:man)?ship of|\b(?:présidé(?:e)?\s+par|sous la présidence de|presidid[oa]\s+por|unter (?:dem )?vorsitz von|presiedut[oa] da|onder voorzitterschap van|presidid[oa] pel[oa])"),
    (Capacity.MODERATOR, r"\b(?:moderated|facilitated)\s+by|\b(?:modéré(?:e)?|animée?s?)\s+par|\bmoderad[oa]\s+por|\b[Ee]s moderiert(?:en)?\b|\b[Dd]urch (?:den|das) (?:Tag|Programm|Abend|Nachmittag|Vormittag) (?:führ(?:t|te|en|ten))\b|\bmoderiert\s+(?:von|durch)|\bmoderat[oa]\s+da|\bmoderad[oa]\s+pel[oa]|\bonder leiding van|\bgeleid door"),
)  # fmt: skip
TRIGGERS = [
    (str(capacity), re.compile(rf"(?:{pattern})\s+", re.IGNORECASE)) for capacity, pattern in BY
]
DOES = (
    (Capacity.RAPPORTEUR, r"(?:served|acted|serves|acts|will serve|will act)\s+as\s+(?:the\s+)?(?:general\s+)?rapporteur\b"),
    (Capacity.CHAIR, r"(?:served|acted|serves|acts|will serve|will act)\s+as\s+(?:the\s+)?chair(?:person|man|woman)?\b|(?:was|were)\s+elected\s+(?:as\s+)?(?:the\s+)?chair(?:person|man|woman)?\b|(?:will\s+)?chair(?:s|ed)?\s+(?:the|this|our|an?)\b|(?:was|is|will be) in the chair"),
    (Capacity.MODERATOR, r"(?:will\s+)?(?:moderate[sd]?|facilitate[sd]?)\s+(?:the|this|our|a)\b"),
    (Capacity.SPEAKER, rf"(?:will\s+)?(?:give|gave|gives|deliver|delivers|delivered|make|made|hold|held)\s+(?:the|an?|opening|closing|welcome|introductory)\s+(?:[\w-]+\s+){{0,2}}?{SPEECH}\b"),
    (Capacity.SPEAKER, rf"(?:will\s+)?welcome[sd]?\s+(?:the\s+)?(?:participants|delegates|guests|audience)\b|hat\s+[^.;]{{0,20}}?(?:die|das|den)\s+[^.;]{{0,40}}?{EVENT}\b[^.;]{{0,40}}?\b(?:eröffnet|begrüßt)\b|(?:ha\s+(?:inaugurado|clausurado|aperto|inaugurato|chiuso)|inauguró|clausuró|a\s+(?:ouvert|inauguré|clôturé)|eröffnete)\s+(?:[\w’']+\s+){{0,2}}?(?:el|la|le|les|il|l[’']|die|das|den|der)\s*[^.;,]{{0,30}}?{EVENT}\b"),
    (Capacity.SPEAKER, r"(?:will\s+)?open(?:s|ed)?\s+(?:the|this|our)\s+(?:conference|meeting|forum|event|workshop|symposium|seminar|summit|congress)\b"),
)  # fmt: skip
DOING = [
    (str(capacity), re.compile(rf",?\s+(?:{pattern})", re.IGNORECASE)) for capacity, pattern in DOES
]
OF_EVENT = re.compile(rf"\s+(?:[a-z-]+\s+)?{EVENT}\b")
WHO = re.compile(r"\b(?:who|which|that)\s*$")
WITH = re.compile(
    r"(?:With|Avec|Mit|Con|Com|Met)\s+(?:(?:notamment|entre autres|among others|unter anderem|u\.\s?a\.|onder anderen?|tra gli altri)\s*:?\s+|[a-zà-ÿ]+\s*:\s*)?(?=[A-ZÀ-Ý])"
)
SMALL_WORDS = re.compile(
    r"(?!(?:however|meanwhile|among|including|both|also|together|respectively|entre|notamment|parmi|unter|sowie|tra|onder|and|et|und|u\.?a|via|per|later|now|then|today|online)\b)"
    r"[a-zà-ÿ][a-zà-ÿ-]{3,}(?<!ly)(?<!mente)(?:\s[a-zà-ÿ][a-zà-ÿ-]{3,})?"
)
ON_THE_DAY = re.compile(r"\s+(?:on the (?:day|night)|at the event|this year)$")
AMONG = re.compile(
    r"(?:u\.\s?a\.|unter anderem|among others,?|entre otros|notamment|tra gli altri)\s+"
)
ARTICLE = re.compile(r"(?:an?|une?|eine?|un|una)\s+")
# "With Ana Lund, the lake lost its keeper": what begins so is no office.
CLAUSE = re.compile(
    r"(?:the|we|i|he|she|it|they|you|la|le|les|l[’']|nous|on|il|elle|ils|der|die|das|wir|sie|es|el|los|las)\b"
)
DEFINITE_NOUN = re.compile(r"(?:el|la|lo|il|le|der|die|das|het|de|o|a)\s|l[’']")
NAMES = re.compile(PERSON_NAME)
LAST_NAMES = re.compile(r"[A-ZÀ-Ý][\w’-]+\s+[A-ZÀ-Ý][\w’-]+$")


def names_another_person(piece: str) -> bool:
    """Whether the piece is a person with an office: "lo scrittore Paolo Rumi"."""
    names = (*NAMES.findall(piece), *LAST_NAMES.findall(piece))
    return bool(DEFINITE_NOUN.match(piece)) and any(map(is_known_name, names))
