"""The nouns for events in English, French, German, Spanish, Italian, Portuguese, Dutch, the Nordic
languages and Polish."""

import re

ENGLISH = (
    r"conference|round ?table|dialogue|forum|panel|workshop|meeting|event|seminar|symposium|colloquium|lecture|webinar|hearing"
    r"|consultation|summit|congress|retreat|edition|iteration|gathering|convening|assembly|screening|hackathon|debate|briefing|masterclass|(?:summer|winter|spring|autumn)[- ](?:school|academy|institute)|festival|colloquy|study day|day school"
)
FRENCH = r"soirées?(?:[- ]débats?)?|débat|colloque|conférence|séminaire|atelier|rencontres?|journées?(?:\s+d[’']études?)?|assises|table ronde|congrès|sommet|états généraux|webinaire|biennale|université d[’']été|édition"
GERMAN = r"(?:jahres?|fach|arbeits|frühjahrs|herbst|winter|sommer|bundes|nachwuchs|mitglieder)?tagung|fachtag|fachgespräch|(?:jahres|fach|regional|bundes|welt)?konferenz|(?:jahres|fach|bundes|welt)kongress|jahrestreffen|ringvorlesung|hochschultag|werkstattgespräch|veranstaltung|kolloquium|kongress|gespräch|gesprächsabend|themenabend|gipfel|symposion|studientag|studientagung|podiumsdiskussion|podiumsgespräch|vorlesung|fachveranstaltung"
SPANISH = r"jornadas?|congreso|seminario|foro|coloquio|encuentros?|taller|simposio|conferencia|cumbre|asamblea|conversatorio|mesa redonda|webinario|edición"
ITALIAN = r"convegno|giornat[ae](?:\s+di\s+studi[o]?)?|incontro|conferenza|tavola rotonda|congresso|seminario|simposio|vertice|edizione"
PORTUGUESE = r"encontro|colóquio|seminário|conferência|simpósio|fórum|mesa[- ]redonda|congresso|jornadas|cimeira|edição"
DUTCH = r"congres|studiedag|bijeenkomst|conferentie|lezing|themadag|studiemiddag|editie"
NORDIC = r"konferens(?:en)?|konferansen?|konferencen?|kongressen|kongres(?:sen)?|seminari(?:um|et)|seminaret|symposiet|mötet?|møtet?|mødet?|toppmøtet?|dagarna|upplagan?|utgaven?|udgaven?"
POLISH = r"konferencj[aię]|seminarium|sympozjum|zjazd|kongres|warsztaty|edycj[ai]|spotkanie|debata"
# German and Dutch join the noun to others: Wassergipfel, Werkconferentie.
JOINED = r"\w{3,14}(?:gipfel|konferenz|tagung|kongress|treffen|gespräch|conferentie|congres|bijeenkomst|symposium|fachforum)|(?:burger|klimaat|jongeren|energie)top"
EVENT = rf"(?:{ENGLISH}|{FRENCH}|{GERMAN}|{SPANISH}|{ITALIAN}|{PORTUGUESE}|{DUTCH}|{NORDIC}|{POLISH}|{JOINED})"
NAMES_EVENT = re.compile(rf"\b{EVENT}s?\b", re.IGNORECASE)
NAMES_ONE_EVENT = re.compile(rf"\b{EVENT}\b", re.IGNORECASE)
# German and Nordic languages join the noun to others: klimadebat, Baumtagung.
NORDIC_JOINED = r"\w{3,14}(?:tagung|konferenz|konferens|konferanse|konference|debat|seminar|møte|möte|kongress|treffen|gespräch|forum)|(?!(?:maan|dins|woens|donder|vrij|zater|zon|feest|verjaar)dag)\w{3,14}dag(?:en)?"
# Bibliothekstag, Juristentag, and no day of the week, of the year or of a parliament.
GERMAN_DAY = r"(?!(?:mon|diens|donners|frei|sams|sonn|feier|geburts|jahres|werk|bundes|land|mit|nachmit|vormit|arbeits|all|schul)tag)\w{4,20}tag(?:s|es|e|en)?"
COUNTED_THING = rf"(?:{EVENT}|{NORDIC_JOINED}|{GERMAN_DAY}|one|session|round|instal?lment|series|school|festival)s?"
