"""Tell whether a sentence is about the page's own event or about another one."""

import re

from .words.events import EVENT
from .words.times import ENGLISH_MONTHS, ENGLISH_WEEKDAYS

# This Wilton Park roundtable, The 15th conference in the series, Our two-day meeting,
# Harrow Park’s 10th annual conference
OWN_EVENT = re.compile(
    rf"^(?:In particular,\s+|(?:At|During|In)\s+)?(?:(?:this|our)\s+(?:[\w’'&-]+\s+){{0,6}}?(?:{EVENT}|talk|discussion|conversation|course|training|launch)\b"
    rf"|the\s+(?:[\w’'&-]+,?\s+){{0,5}}?{EVENT}\b|(?:it|participants)\b"
    rf"|(?:[\w-]+\s+){{0,4}}[\w-]+[’']s?\s+(?:\d{{1,3}}(?:st|nd|rd|th)|annual|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\s+(?:[\w-]+\s+){{0,5}}?{EVENT}\b"
    rf"|(?:le|la|les|ce|cet|cette|ces|notre|nos)\s+(?:[\w’'-]+\s+){{0,4}}?{EVENT}\b|l[’']{EVENT}\b|(?:il|elle|ils|elles)\s+(?:est|sont|sera|seront|se|a|ont|était|étaient)\b"
    rf"|(?:the|this|la|l[’']|a|die|de)\s*(?:événement|évènement|evento|initiative|iniciativa|iniziativa|manifestation|manifestazione|manifestação)\b|the\s+(?:weekend|evening|afternoon|day|week|course|talk|discussion|exhibition)\s+(?:is|was|will|were)\b"
    rf"|(?:de|het|deze|dit|onze|il|lo|questo|questa|o|os|as|este|esta|nosso)\s+(?:[\w’'-]+\s+){{0,4}}?{EVENT}\b|(?:die|das|der|diese[rs]?|unsere?)\s+(?:[\w’'-]+\s+){{0,4}}?{EVENT}\b|(?:sie|es)\s+(?:wird|ist|wurde|findet|fand)\b"
    rf"|se\s+(?:realizó|celebró|desarrolló|llevó\s+a\s+cabo|realizará|celebrará)\b|si\s+è\s+(?:svolt|tenut)[oa]\b|tuvo\s+lugar\b|realizou-se\b"
    rf"|(?:el|la|los|las|est[ea]|est[oa]s)\s+(?:[\w’'-]+\s+){{0,4}}?{EVENT}\b)",
    re.IGNORECASE,
)
# "Les 14 et 15 octobre prochains" and "el próximo 3 de mayo" are the days of this event.
FRENCH_MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
)
IN_FRENCH_MONTH = "".join(rf"(?<!{month} )" for month in FRENCH_MONTHS.split())
# Les premières Rencontres s’étaient tenues en 2017; El primer encuentro se celebró en 2019
FIRST_THEN = (
    rf"\b(?:les?|la|el|il|die|das|der|de|het|os?|a)\s+(?:premi(?:er|ère)s?|primer[ao]?|prim[ao]|primeir[ao]|erste|eerste)\s+(?:[\w’'-]+\s+){{0,2}}?{EVENT}\b"
    r"(?=[^.;]{0,80}?\b(?:s[’']était|s[’']étaient|avait|avaient|tuvo|celebró|celebraron|fand|fanden|si è|si era|ebbe|realizou-se|vond)\b)"
)
OTHER_EVENT = re.compile(
    rf"\b(?:previous|earlier|preceding|last year['’]s|next year['’]s|last(?!\s+(?:week|weekend|month|night|(?:{ENGLISH_WEEKDAYS})|(?:{ENGLISH_MONTHS}))\b)|next|past|following|follows|follow[- ]up to|(?<!\dst )(?<!\dnd )(?<!\drd )(?<!\dth )since|"
    rf"builds? (?:up)?on|predecessor|other|another|subsequent|first (?:such )?{EVENT} (?:in|was)|former {EVENT}|as at the|unlike|recalls?|separate|letzte[nrs]?|vorige[nrs]?|vergangene[nrs]?|nächste[nrs]?|précédente?s?|dernière?s?|{IN_FRENCH_MONTH}prochaine?s?|anterior(?:es)?|pasad[oa]s?|próxim[oa]s?(?!\s+(?:días?\s+)?\d))\b|{FIRST_THEN}",
    re.IGNORECASE,
)
SOME = rf"\b(?:two|three|four|five|six|seven|eight|nine|ten|several|both)\s+(?:[\w-]+\s+){{0,3}}?{EVENT}s\b"
# A report on several events: "This report covers three meetings …".
REPORTED = re.compile(
    rf"\b(?:this|the)\s+(?:report|summary|paper|publication|page|article|note|digest|round-up)\s+(?:\w+\s+){{0,3}}?"
    rf"(?:covers|summari[sz]es|draws|brings|reports|describes|combines|reflects|records)\b[^.]{{0,60}}?{SOME}"
    rf"|^(?:last|this|over the|in the)\s+[^.]{{3,60}}?\b(?:we|held|hosted|ran|convened|organi[sz]ed)\b[^.]{{0,40}}?{SOME}",
    re.IGNORECASE,
)
COUNTED_IN_TITLE = re.compile(rf"^(?:the\s+)?{SOME}", re.IGNORECASE)
# In March we held a conference on …: a page with two such sentences reports on a year.
WE_RAN = re.compile(
    rf"\bwe (?:ran|held|hosted|convened|conducted|opened|organi[sz]ed)\s+(?:a|an|the|our)\s+(?:[\w’'-]+\s+){{0,4}}?{EVENT}\b|\b(?:our|the)\s+(?:{ENGLISH_MONTHS})\s+{EVENT}\b",
    re.IGNORECASE,
)
# The University is hosting the 2nd International Conference on Lakes …
HOSTS = re.compile(
    rf"\b(?:host|hold|conven|organi[sz])(?:e|es|s|ing|ed)?\b[^.;]{{0,60}}?\b(?:the|its|our|this)\s+(?:[\w’'-]+\s+){{0,5}}?{EVENT}\b",
    re.IGNORECASE,
)
# BASEL, 12 January 2015 – The Foundation will host a conference on …: how a press release begins.
HOLDS = (
    r"(?:chaired\s+(?:an?|the|this|our)|will\s+(?:host|hold|convene|organi[sz]e|meet|gather)|(?:opens|opened|begins|began)|(?:co-)?(?:held|hosted|convened|organi[sz]ed|hosts|holds|convenes|organi[sz]es)|(?:is|are|were)\s+(?:jointly\s+)?(?:co-)?(?:hosting|holding|convening|organi[sz]ing|meeting|gathering)|gathered|attended|took\s+part|participated|(?:a|ont)\s+participé|participaron|asistieron|hanno\s+partecipato|participaram|nahmen|berieten|beraten|diskutierten|débattent|debatieron|debatirán|debattono|tagte|tagen|tagt|réunie?s\s+(?:à|en|au)|reunid[oa]s\s+en|versammelt\s+in|gathered|met|came\s+(?:together|to)|assembled|convened|took\s+place|takes\s+place|will\s+take\s+place|(?:was|will\s+be)\s+held"
    r"|veranstalten?|veranstaltet|organisieren|organisent|proposent|organizan|organizzano|organiseren|se\s+reúnen|se\s+reunirán|se\s+reunieron|se\s+réuni(?:ssent|ront)|treffen\s+sich|tr[aä]f(?:en)?\s+sich|trifft\s+sich|si\s+riuni(?:scono|ranno)|reúnem-se|organisiert|lädt|findet|fand|finden|fanden|stattfinden|stattfindet|stattfand|stattfanden|se\s+tiendra|se\s+tiendront|s[’']est\s+tenue?|aura\s+lieu|auront\s+lieu|a\s+eu\s+lieu|ont\s+eu\s+lieu|a\s+lieu|ont\s+lieu|organise|accueille|se\s+celebr\w+|tendrá\s+lugar|tuvo\s+lugar|organiza|acoge|recebe|acolhe|recibe|se\s+tendrán|tendrán\s+lugar|terão\s+lugar|realizam-se|decorrem|vinden|vonden|se\s+sont\s+(?:achevé|ouvert|conclu|tenu|terminé)e?s|(?:haben|hat)\s+sich|si\s+è\s+(?:aperta|aperto|chiusa|chiuso)|si\s+(?:apre|aprirà|aprono|chiude)|prende\s+il\s+via|s[’']ouvr(?:e|ira|ent)|arranca|comienza|beginnt|begann|startet|si\s+(?:terr[àá]|terranno|svolger[àá]|svolgeranno|[èe]\s+(?:tenut|svolt)[oa]|tiene|svolge)|organizza|ospita|realiza-se|realizou-se|decorre(?:u|rá)?|terá\s+lugar|vindt|vond)"
)
ANNOUNCES = re.compile(
    rf"\b{HOLDS}\b[^;]{{0,120}}?\b{EVENT}\b|\b{EVENT}\b[^;]{{0,120}}?\b{HOLDS}\b|^\W*(?:at|during|auf|bei|lors|en|durante)\s+(?:the|its|their|dem|der|ihre[rm]|du|de\s+la|des|el|la|su)\s+(?:[\w’'.-]+\s+){{0,3}}{EVENT}\b|,\s+meeting\s+(?:in|at)\s+(?-i:[A-Z])",
    re.IGNORECASE,
)
# The title of a list of events.
LISTING = re.compile(
    r"^(?:programme theme|theme|tag|category|archives?|series|(?:past|upcoming|forthcoming|previous|all|our)?\s*(?:events|conferences|meetings|news)"
    r"|(?:conference|event|meeting)s? (?:news|round-?up|diary|bulletin)"
    r"|annual (?:report|review)\b.*|events? (?:archive|calendar|programme)|calendar(?: of events)?|(?:conference|event)s? programme \d{4}.*)(?:\s*:.*)?$",
    re.IGNORECASE,
)
IN_ISSUE = re.compile(
    r"(?:in|inside) this (?:issue|edition|newsletter)|dans ce numéro|au sommaire|in dieser ausgabe|en este número|in questo numero|nesta edição|in dit nummer",
    re.IGNORECASE,
)
# The ninth annual conference, Integrating Transitional Justice, was held …: the name behind it.
NAMED = re.compile(
    rf"\b{EVENT}(?:\s+(?:in|of)\s+[^,.]{{3,70}}?series)?,\s+[‘“']?(?P<name>[A-ZÀ-Ý][^.:\"“”]{{8,160}}?)[’”']?,?\s+(?:was|is|will|were|took|takes)\b"
)
# Das Symposium „Vergessen und Verwalten“ fand …; our event “Trust in a time of rumours” took place
QUOTED = re.compile(
    rf"\b{EVENT}\s+[“„«‘](?P<name>[^“”„«»‘]{{8,160}})[”“»’](?=[^.;]*\b(?:19|20)\d\d\b)",
    re.IGNORECASE,
)
# … issued a call for papers for its annual conference, which will take place …
IN_CLAUSE = re.compile(
    rf"\b(?:its|our|this|the)\s+(?:[\w’'-]+\s+){{0,5}}?{EVENT},?\s+(?:(?:which|that)\s+(?:will\s+)?(?:be|takes?|took|is|was)|to\s+(?:take|be)|taking)\b",
    re.IGNORECASE,
)


def is_own(sentence: str) -> bool:
    """Whether `sentence` begins with the page's own event and names no other event."""
    begins = OWN_EVENT.match(sentence.strip(' “”"‘’'))
    return bool(begins) and not OTHER_EVENT.search(sentence[: begins.end() if begins else 0])


def begins_clause(sentence: str) -> bool:
    """Whether a clause of `sentence` is about the page's own event: "its conference, which …"."""
    clause = IN_CLAUSE.search(sentence)
    return bool(clause) and not OTHER_EVENT.search(sentence[: clause.end() if clause else 0])


def hosts_it(sentence: str) -> bool:
    """Whether `sentence` states who holds the event."""
    match = HOSTS.search(sentence)
    return bool(match) and not OTHER_EVENT.search(sentence[: match.end() if match else 0])


def announces_it(sentence: str) -> bool:
    """Whether `sentence`, the first of a page, says that an event is or was held."""
    match = ANNOUNCES.search(sentence)
    return bool(match) and not OTHER_EVENT.search(sentence[: match.end() if match else 0])


def names_another(sentence: str, title: str) -> bool:
    """Whether `sentence` names an event whose name has little in common with `title`."""
    match = NAMED.search(sentence) or QUOTED.search(sentence)
    if not match:
        return False
    name, own = _words(match["name"]), _words(title)
    return bool(name) and len(name & own) * 2 < len(name)


def names_several_events(title: str, headings: list[str], sentences: list[str]) -> bool:
    """Whether a page with this title, these headings and sentences is about several events."""
    if any(COUNTED_IN_TITLE.search(name) for name in (title, *headings)) or LISTING.match(title):
        return True
    if any(IN_ISSUE.fullmatch(heading) for heading in headings):
        return True
    reported = any(REPORTED.search(sentence) for sentence in sentences[:6])
    return reported or sum(bool(WE_RAN.search(sentence)) for sentence in sentences) > 1


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) > 3}
