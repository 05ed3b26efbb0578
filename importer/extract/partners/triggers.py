"""The words that state the role of a partner in a sentence, in English, French, German, Spanish, Italian, Portuguese and Dutch."""

import re
from collections.abc import Iterator

from cms.vocabularies import PartnerRole
from importer.extract.words.events import EVENT

KINDLY = r"(?:generous(?:ly)? |financial |kind(?:ly)? |additional |further )*"
HELD = r"(?:held|organi[sz]ed|convened|run|developed|planned|delivered|hosted|designed|conducted|co-designed)"
FROM = r"(?:from|of|by)"
DE = r"(?:de|du|des|del|d[’'])"
VON = r"(?:von|vom|durch|seitens)"
OF_GERMAN = r"(?:von|vom|der|des)(?: (?:der|dem|den))?"
BY = {
    PartnerRole.CO_ORGANISER: (
        r"(?:is |was |will be )?(?:being )?(?:co-?(?:organi[sz]ed|hosted|convened)|jointly (?:organi[sz]ed|hosted|convened)) (?:by|with)",
        r"(?:organi[sz]ed|hosted|convened) jointly by", r"co-?organisée?s? par", r"organisée?s? conjointement par", r"coorganizad[oa]s? por", r"organizad[oa]s? conjuntamente por", r"gemeinsam (?:veranstaltet|organisiert|ausgerichtet) von",
    ),
    PartnerRole.FUNDER: (
        rf"(?:grateful|thankful) for (?:an? |the )?{KINDLY}(?:grants?|funding|funds) {FROM}",
        rf"acknowledges? (?:the )?{KINDLY}(?:grants?|funding|funds) {FROM}", rf"acknowledges? (?:the )?(?:kind |generous )?financial support {FROM}",
        r"(?:financial support|funding|funds) (?:is |was |has been |will be )(?:also )?(?:kindly |generously )?(?:provided|given) by",
        rf"with (?:an? |the )?{KINDLY}(?:funding|funds|grants?) {FROM}", r"(?:is |was |generously |kindly )?(?:co-?)?(?:funded|financed) (?:in part )?by",
        rf"(?:is |was |are |were )?paid for by (?:an? |the )?{KINDLY}(?:grants?|funds?|funding) {FROM}", rf"(?:is |was )?made possible (?:by|through) (?:an? |the )?{KINDLY}(?:grants?|funding|funds) {FROM}", rf"with (?:the )?financial (?:support|assistance|contribution) {FROM}",
        rf"avec (?:le soutien financier|le concours financier|la participation financière|l[’']appui financier|l[’']aide financière) {DE}", rf"con (?:el apoyo financiero|la financiación) {DE}", rf"mit finanzieller unterstützung {VON}",
        rf"bénéficie(?:nt)? du (?:soutien financier|financement) {DE}", r"financée?s? par", rf"(?:gefördert|finanziert) {VON}", r"financiad[oa]s? (?:por|pel[oa]s?)", r"finanziat[oaie] (?:dal(?:la|l[’'])?|da|dai)", r"(?:mede )?gefinancierd door",
    ),
    PartnerRole.SPONSOR: (
        r"(?:is |was |being |kindly |generously )*(?:co-?)?sponsored by", rf"with {KINDLY}sponsorship (?:from|by)", r"patrocinad[oa]s? por", rf"con el patrocinio {DE}", r"com (?:o )?patrocínio d[aeo]s?", r"met sponsoring van",
    ),
    PartnerRole.SUPPORTER: (
        rf"(?:grateful|thankful) for (?:the )?{KINDLY}support {FROM}", rf"acknowledges? (?:with (?:thanks|gratitude) )?(?:the )?{KINDLY}support {FROM}",
        rf"with (?:the |some |additional |generous |kind |financial )*(?:\w+ )?(?:support|assistance|help) {FROM}", r"(?:is |was |being |kindly |generously )*supported by", rf"thanks to (?:the )?{KINDLY}support {FROM}",
        r"(?:is |was |being )?made possible by", r"(?:receive[sd]?|received|has|had|enjoys) (?:the )?(?:generous |kind |financial )*support (?:from|of)", r"under the (?:auspices|patronage) of", r"con el auspicio (?:de|del)",
        rf"avec (?:le soutien|l[’']appui|l[’']aide) {DE}", rf"bénéficie(?:nt)? (?:du soutien|de l[’']appui) {DE}", r"soutenue?s? par", rf"mit (?:freundlicher |finanzieller |der )?unterstützung {VON}", r"mit (?:freundlicher |finanzieller )?unterstützung(?= de[rs]\b)", rf"unterstützt {VON}",
        rf"con el apoyo {DE}", rf"con apoyo {DE}", r"apoyad[oa]s? por", r"auspiciad[oa]s? por", r"(?:con|e) il (?:patrocinio|sostegno|contributo|supporto)(?: e il (?:patrocinio|sostegno|contributo|supporto))? (?:di|del(?:la|l[’'])?|dei|degli|delle)", r"grazie al (?:contributo|sostegno|supporto) (?:di|del(?:la|l[’'])?|dei|degli|delle)", r"com (?:o )?apoio d[aeo]s?", r"com o alto patrocínio d[aeo]s?", r"apoiad[oa]s? (?:pel[oa]s?|por)", r"met (?:de )?(?:financiële )?(?:steun|ondersteuning|medewerking) van", r"(?:wordt |werd )?(?:mede )?(?:ondersteund|mogelijk gemaakt) door",
    ),
    PartnerRole.HOST: (r"(?:is |was |will be |being )*(?:kindly )?hosted by", r"(?:accueillie?s?|hébergée?s?) par", r"acogid[oa]s? por"),
    PartnerRole.PARTNER: (
        rf"(?:(?:is |was |will be )?(?:being )?{HELD} )?in (?:close )?(?:partnership|collaboration|co-?operation|association|conjunction) with", rf"(?:{HELD} )?(?:jointly|(?-i:together)|(?<!\w\s)together) with", rf"{HELD} with(?=\s+(?:the\s+|its\s+)?(?-i:[A-Z]))", r"(?:is |was |has |have )?partner(?:ed|ing) (?:by|with)",
        r"(?:en (?:partenariat|collaboration|coopération|association)|conjointement) avec", r"avec (?:le concours|la collaboration|la participation financière) (?:de|du|des|d[’'])", r"in (?:enger )?(?:zusammenarbeit|kooperation|partnerschaft) mit", r"gemeinsam mit",
        r"en (?:colaboración|cooperación|asociación|alianza) con", r"con la colaboración (?:de|del)", r"in (?:collaborazione|partenariato|cooperazione) con", r"insieme (?:al(?:la|l[’'])?|ai|agli|alle|a|con)", r"con la collaborazione (?:di|del(?:la|l[’'])?|dei|degli|delle)", r"em (?:parceria|colaboração|cooperação|conjunto) com", r"com a colaboração d[aeo]s?", r"in samenwerking met", r"samen met",
    ),
    PartnerRole.ORGANISER: (
        r"(?:is |was |will be |being |are |were )*(?:organi[sz]ed|convened|run|presented|staged|delivered|put on) by", rf"an? (?:joint )?{EVENT} by", rf"eine? (?:gemeinsame[rs]? )?{EVENT} {OF_GERMAN}", r"(?:est |sont |sera |seront |a été |ont été )?organisée?s? par", r"à l[’']initiative (?:de|du|des|d[’'])", r"(?:est |sera )?(?:proposé|imaginé|portée?|conçu)e?s? par", r"(?:[èe] |sono |sar[àa] )?(?:promoss|organizzat|ideat)[oaie](?: e (?:promoss|organizzat|ideat)[oaie])? (?:dal(?:la|l[’'])?|da|dai|dalle|dagli)", r"(?:é |será |foi )?(?:organizad|promovid)[oa]s? (?:pel[oa]s?|por)", r"(?:wordt |werd )?georganiseerd door",
        r"(?:is |was |est |ist |es |è )?(?:an?|une?|eine?|una) (?:joint |common |gemeinsame |iniciativa )?(?:initiative|initiativa|iniciativa|project|projet|Projekt) (?:of|by|de|du|des|d[’']|del|di|della|von|vom)",
        rf"(?:veranstaltet|ausgerichtet|organisiert)(?: (?:wird|wurde|werden|wurden)(?: \w+){{0,3}})? {VON}", r"(?:está |es |será |fue )?(?:organizad|convocad)[oa]s? por",
    ),
}  # fmt: skip
# In German the verb stands last: "wird vom Bund der Gartenämter veranstaltet".
LAST_VERBS = {
    "veranstaltet": PartnerRole.ORGANISER, "organisiert": PartnerRole.ORGANISER, "ausgerichtet": PartnerRole.ORGANISER,
    "gefördert": PartnerRole.FUNDER, "finanziert": PartnerRole.FUNDER, "unterstützt": PartnerRole.SUPPORTER,
    "gesponsert": PartnerRole.SPONSOR,
}  # fmt: skip
AGENT = re.compile(r"\b(?:von|vom|durch|aus\s+Mitteln\s+(?:der|des))\s+", re.IGNORECASE)
VERB_LAST = re.compile(rf"\s+({'|'.join(LAST_VERBS)})\b")
# We are grateful to A and B for their support.
THANKS = re.compile(
    r"\b(?:(?:grateful|thankful|indebted|gratitude|thanks|appreciation)\s+(?:is\s+due\s+|goes\s+|go\s+)?to|thanks?|acknowledges?)\s+(?=(?:the\s+)?[A-Z])",
    re.IGNORECASE,
)
FOR = re.compile(
    r"\s+for\s+(?:kindly\s+|generously\s+)?(?:(?:their|its|the|his|her)\s+(?:[\w-]+\s+){0,4}?(?=\w)|(?=\w+ing\b))(sponsoring|hosting|supporting|financing|support|assistance|help|sponsorship|funding|grants?|partnership|collaboration|cooperation|hospitality)\b",
    re.IGNORECASE,
)
FOR_WHAT = {
    "sponsoring": PartnerRole.SPONSOR, "hosting": PartnerRole.HOST, "financing": PartnerRole.FUNDER,
    "sponsorship": PartnerRole.SPONSOR, "funding": PartnerRole.FUNDER, "grant": PartnerRole.FUNDER, "grants": PartnerRole.FUNDER,
    "partnership": PartnerRole.PARTNER, "collaboration": PartnerRole.PARTNER, "cooperation": PartnerRole.PARTNER, "hospitality": PartnerRole.HOST,
}  # fmt: skip
# Please join the Institute for a discussion, co-hosted with …
JOIN_US = re.compile(
    rf"\W*(?:please\s+)?join\s+(?:us|the)\b[^.;]{{0,80}}\bfor\s+(?:an?|the|our|this)\s+(?:[\w-]+\s+){{0,4}}?(?:{EVENT}|discussion|conversation|talk),?\s*",
    re.IGNORECASE,
)
# Contó con el apoyo de …: the event is the subject.
COUNTS = re.compile(r"\s*(?:Cont[óa]|Contará|Cuenta|Contou|Ha contado)\s*")
# On World Press Freedom Day, the Embassy of Denmark and the Press Council hosted a dialogue.
ON_OCCASION = re.compile(
    r"\s*(?:On|At|In|During|Ahead of|To (?:mark|celebrate))\s+[^,.;]{3,60},\s+(?=(?:the\s+)?[A-ZÀ-Ý])"
)
# … opened the meeting, organised by the Lake Trust
OF_THE_EVENT = re.compile(
    rf"\b(?:the|le|la|el|il|lo|die|das|der|den|het|de|o|a)\s+(?:[\w-]+\s+)?{EVENT},\s*$|\bl[’']{EVENT},\s*$",
    re.IGNORECASE,
)
OF_EVENT_BEHIND = re.compile(
    rf"\s+(?:of|for)\s+(?:the|this|our)\s+(?:[\w-]+\s+)?{EVENT}$", re.IGNORECASE
)
AND_OTHERS = re.compile(r"\s+(?:et|and|und|y|e|en)\s+")
# What the subjects of a sentence do together, or one of them alone.
TOGETHER = re.compile(
    rf"\s+(?:cordially\s+|warmly\s+)?invite\s+(?!(?:\w+\s+){{0,2}}(?:applications|submissions|proposals|papers|abstracts|tenders|bids|contributions|comments)\b)(?=\w)|\s+(?:organisent|organizan|organizzano|veranstalten|organiseren|promuovono|promovem)\b[^.;]{{0,120}}?\b{EVENT}\b|\s+(?:are|will be|have|were)?\s*(?:jointly\s+|together\s+)?(?:conven(?:e|ed|ing)|organi[sz](?:e|ed|ing)|(?:co-)?host(?:ed|ing)?|hold(?:ing)?|held|come together|came together|coming together|partner(?:ed|ing)?)\b[^.;]{{0,80}}?\b{EVENT}\b",
    re.IGNORECASE,
)
ALONE = re.compile(
    rf"\s+(?:organiseert|organizza|promuove|promove),?\s+[^.;]{{0,120}}?\b{EVENT}\b|\s+(?:(?:is|will be)\s+)?(?:(?:has\s+)?organi[sz](?:e[ds]?|ing)|conven(?:es|ed|ing))\s+[^.;]{{0,80}}?\b{EVENT}\b|\s+organise,?\s+[^.;]{{0,120}}?\b{EVENT}\b|\s+lädt\b[^;]{{0,60}}?\bzu[mr]?\s[^;]{{0,60}}?\b{EVENT}\b|\s+veranstaltet\b[^;]{{0,120}}?\b{EVENT}\b|\s+organiza\b[^.;]{{0,120}}?\b{EVENT}\b",
    re.IGNORECASE,
)
PATTERNS = [
    (
        str(role),
        re.compile(
            rf"(?<![\w’'-])(?:{pattern})".replace(" ", r"\s+")
            + r"(?<![’'])(?:\s+|$)|"
            + rf"(?<![\w’'-])(?:{pattern})".replace(" ", r"\s+")
            + r"(?<=[’'])",
            re.IGNORECASE,
        ),
    )
    for role, patterns in BY.items()
    for pattern in ["|".join(patterns)]
]


def triggers(text: str) -> list[tuple[str, re.Match[str], int]]:
    """Each place of `text` with words for a role, and where the text behind them ends: at the next
    ones. They have the order of the text. Of two at one place the longest counts."""
    matches = list(_matches(text))
    ends = [match.start() for _, match in matches[1:]] + [len(text)]
    return [(role, match, end) for (role, match), end in zip(matches, ends, strict=False)]


def _matches(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    candidates = [(role, match) for role, pattern in PATTERNS for match in pattern.finditer(text)]
    candidates.sort(key=lambda trigger: (trigger[1].start(), -trigger[1].end()))
    taken = 0
    for role, match in candidates:
        if match.start() >= taken:
            taken = match.end()
            yield role, match
