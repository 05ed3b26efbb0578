"""The phrases that say in which capacity people take part: "chaired by", "will give the keynote"."""

import re

from cms.vocabularies import Capacity
from importer.extract.words.events import EVENT

SPEECH = r"(?:remarks|speech|speeches|address|addresses|lecture|keynote|statement|statements|talk|talks|presentation|presentations|welcome|contributions|introduction)"
BY = (
    (Capacity.RAPPORTEUR, r"\b(?:report|summary|note)\s+(?:(?:was|is)\s+)?(?:written|prepared|drafted|compiled|authored)\s+by"),
    (Capacity.SPEAKER, rf"\b{SPEECH}\s+(?:(?:was|were|is|will be|to be)\s+)?(?:(?:given|delivered|made|held|provided|offered)\s+)?(?:by|from)"),
    (Capacity.SPEAKER, r"\b(?:opened|addressed|closed|introduced|joined)\s+by"),
    (Capacity.SPEAKER, r"\b(?:key\s?note\s+)?(?:speakers|panellists|panelists|discussants)\s+(?:will\s+)?(?:include[ds]?|are|were|is|will be|including|such as|:)(?:\s+among others,?)?"),
    (Capacity.SPEAKER, r"\b(?:heard from|featuring|(?:conversation|dialogue|discussion|debate|exchange) between|(?:conversation|discussion|debate|q&a) with|intervendrán|intervienen|participarán|participaron|participan|participeront|ont participé|parteciperanno|hanno partecipato|participarão|among the (?:speakers|panellists|panelists) (?:are|were|will be)|parmi les (?:intervenants|orateurs)(?:\s*:)?|entre l[oa]s ponentes (?:están|figuran)|tra i relatori|zu den (?:referenten|rednern|referentinnen) (?:gehören|gehörten|zählen|zählten)|hablarán|interviendront|prendront la parole|interverranno|usarão da palavra|(?:lezingen|bijdragen|presentaties) van|vorträgen? von|ponencias de|relazioni di|palestras de|(?:es|darüber|dazu|dort) (?:sprechen|spricht|diskutieren|referieren|berichten)|avec la participation de|con la participación de|mit beiträgen von|a cargo de|allocution de|inaugurad[oa] por|eröffnet (?:von|durch)|ouvert(?:e)? par|con interventi di|con la partecipazione di|intervengono|introdotto da|met bijdragen van|com a participação de|aperto da|geopend door)"),
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
    (Capacity.SPEAKER, r"(?:will\s+)?open(?:s|ed)?\s+(?:the|this|our)\s+(?:conference|meeting|forum|event|workshop|symposium|seminar|summit|congress)\b"),
)  # fmt: skip
DOING = [
    (str(capacity), re.compile(rf",?\s+(?:{pattern})", re.IGNORECASE)) for capacity, pattern in DOES
]
OF_EVENT = re.compile(rf"\s+(?:[a-z-]+\s+)?{EVENT}\b")
WHO = re.compile(r"\b(?:who|which|that)\s*$")
