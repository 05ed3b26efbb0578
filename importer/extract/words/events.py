"""The nouns for events in English, French, German and Spanish."""

ENGLISH = (
    r"conference|round ?table|dialogue|forum|panel|workshop|meeting|event|seminar|symposium|colloquium|lecture|webinar|hearing"
    r"|consultation|summit|congress|retreat|edition|iteration|gathering|convening|assembly|screening|hackathon"
)
FRENCH = r"soirées?(?:[- ]débats?)?|débat|colloque|conférence|séminaire|atelier|rencontres?|journées?(?:\s+d[’']études?)?|assises|table ronde|congrès|université d[’']été"
GERMAN = r"fachtagung|tagung|fachtag|fachgespräch|konferenz|veranstaltung|kolloquium|kongress|gespräch|gesprächsabend|themenabend"
SPANISH = (
    r"jornadas?|congreso|seminario|foro|coloquio|encuentros?|taller|simposio|conferencia|cumbre"
)
EVENT = rf"(?:{ENGLISH}|{FRENCH}|{GERMAN}|{SPANISH})"
