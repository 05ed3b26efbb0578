"""The nouns for events in English, French, German, Spanish, Italian, Portuguese and Dutch."""

ENGLISH = (
    r"conference|round ?table|dialogue|forum|panel|workshop|meeting|event|seminar|symposium|colloquium|lecture|webinar|hearing"
    r"|consultation|summit|congress|retreat|edition|iteration|gathering|convening|assembly|screening|hackathon|debate|briefing|masterclass"
)
FRENCH = r"soirées?(?:[- ]débats?)?|débat|colloque|conférence|séminaire|atelier|rencontres?|journées?(?:\s+d[’']études?)?|assises|table ronde|congrès|université d[’']été|édition"
GERMAN = r"fachtagung|tagung|fachtag|fachgespräch|konferenz|veranstaltung|kolloquium|kongress|gespräch|gesprächsabend|themenabend"
SPANISH = r"jornadas?|congreso|seminario|foro|coloquio|encuentros?|taller|simposio|conferencia|cumbre|edición"
ITALIAN = r"convegno|giornat[ae](?:\s+di\s+studi[o]?)?|incontro|conferenza|tavola rotonda|congresso|edizione"
PORTUGUESE = r"encontro|colóquio|seminário|conferência|simpósio|fórum|mesa[- ]redonda|edição"
DUTCH = r"congres|studiedag|bijeenkomst|conferentie|lezing|themadag|studiemiddag|editie"
EVENT = rf"(?:{ENGLISH}|{FRENCH}|{GERMAN}|{SPANISH}|{ITALIAN}|{PORTUGUESE}|{DUTCH})"
