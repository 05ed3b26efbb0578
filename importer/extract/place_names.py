"""The forms of places: towns, houses and rooms."""

import re

from .dates.patterns import DATE
from .words.buildings import is_building
from .words.letters import UPPER
from .words.places import is_place
from .words.times import ENGLISH_MONTHS, ENGLISH_SEASONS, ENGLISH_WEEKDAYS
from .words.word_lists import words_in

LINKS = r"(?:of|de|des|du|aux?|del|dei|della|di|da|do|van|voor|het|op|la|le|los|las|l[’']|the|and|for|in|&|near|at|am|an|im|zum|zur|der|d[’'])"
# au palais des congrès Granvelle de Besançon, en el salón de actos de la Biblioteca
HOUSE = r"(?:palais|maison|salle|hôtel|théâtre|musée|centre|château|siège|campus|mairie|médiathèque|bibliothèque|amphithéâtre|palacio|salón|sala|teatro|museo|centro|sede|biblioteca|auditorio|paraninfo|casa|auditório|palácio|edificio|paranymph|aula|palazzo|castello)"
OF_HOUSE = (
    r"(?:de\s+la|de\s+l[’']|de|des|du|del|della|dei|degli|di|da|do|dos|das|d[’']|l[’']|et|y|e)"
)
# Bibliothèque nationale et universitaire, Sala conferenze: the noun has adjectives in small letters.
NAMED_HOUSE = (
    r"(?:Bibliothèque|Biblioteca|Maison|Salle|Sala|Casa|Palais|Palacio|Palazzo|Teatro|Théâtre|Musée|Museo|Museu|Archives|Archivo|Archivio|Centre|Centro|Hôtel|Espace|Auditorium|Auditorio|Médiathèque|École|Escuela|Scuola|Faculté|Facultad|Facoltà|Salón|Aula|Amphithéâtre)"
    r"(?:\s+(?:(?:et|e|y|de|du|des|del|della|dei|di|da|do)\s+)?[a-zà-ÿ][a-zà-ÿ’-]{3,}){1,3}(?=\s*(?:[,.(]|$))"
)
PLACE_NAME = rf"(?:{NAMED_HOUSE}|(?:{HOUSE}(?:\s+(?:{OF_HOUSE}\s?)?[a-zà-ÿ][\w’-]+){{0,3}}(?:\s+{OF_HOUSE})?\s?(?=[{UPPER}]))?(?:the\s+)?(?:\d{{1,4}}\s+)?[{UPPER}][\w’'.-]*)(?:(?:,\s+(?:the\s+)?|\s+(?:{LINKS}\s+){{0,2}}|\s+(?:de\s+)?[ld][’'])[{UPPER}0-9][\w’'.-]*|\s+(?:(?:de|des|du)\s+|(?:de\s+)?[ld][’'])[a-zà-ÿ]{{3,}}(?=,|\s+(?:(?:de|du|des|la)\s+|d[’'])?[A-Z]|\.|$))*"
ONLINE = re.compile(
    r"(?:en línea|en ligne|da remoto|em linha|a distanza|à distance|virtual|virtuell|remote|(?:on|via|by)?\s*(?:zoom|online|webinar|webex|(?:microsoft |ms )?teams|skype|youtube|livestream)(?:\s+(?:event|meeting|webinar))?|tbc|tba|to be (?:confirmed|announced))\.?",
    re.IGNORECASE,
)
# What sites write beside the day of publication.
RUBRIC = re.compile(
    r"(?:blogs?|blogposts?|news|newsroom|articles?|posts?|events?|reports?|updates?|opinions?|comments?|commentary|analysis|interviews?|videos?|podcasts?|announcements?|features?|stories|story|press|media|publications?|research|insights?|views?|statements?|speech(?:es)?|uncategori[sz]ed|admin|staff|editors?|editorial|home|archives?|politics|culture|society|actualités?|noticias?|aktuell(?:es)?|nachrichten|presse|publié|allgemein|past|upcoming|free|public|open|closed|online|hybrid|more|register|registration|programme|program|contact|speakers|schedule|tickets|menu|about|faq|english|french|german|spanish)",
    re.IGNORECASE,
)
NO_PLACE = re.compile(
    rf"^(?:\d+\s(?:Uhr|uur)|{DATE.pattern}|(?:{ENGLISH_MONTHS}|{ENGLISH_SEASONS}|{ENGLISH_WEEKDAYS})\b|Chatham House [Rr]ule|Partnership|English|French|Issue|Volume|Vol\b|Number|No\b|Edition|Newsletter|Online|Zoom|Code\b|Ref\b|Day\b|Session|Collaboration|Association)"
)


# salle D 31, sala consiliare, aula 2.14, room 12
ROOM = re.compile(
    r"(?:salle|salles|amphi|amphithéâtre|bâtiment|sala|salón|aula|auditorio|auditório|room|lecture|raum|hörsaal|zaal|lokaal|sal|étage|piano|piso|planta|floor|level|first|ground|second|third|\d{1,2}(?:st|nd|rd|th|er|e|º|°|\.))\s[\w’' .-]{1,40}",
    re.IGNORECASE,
)


def is_venue(text: str) -> bool:
    """Whether the text names a house or a room or a town, and no event in it."""
    return is_building(text) or any(is_place(part) for part in text.split(","))


def is_beside(name: str, joint: str) -> bool:
    """Whether what a date is joined to is no single word, or a known town. It may also be an author
    or a rubric: "12 May 2016 | Admin", "12 May 2016, Blog"."""
    if len(name.split()) > 1 or is_place(name):
        return True
    stroke = joint.rstrip()[-1:] in tuple("|·•–—-@")
    return (
        not stroke
        and not RUBRIC.fullmatch(name)
        and name.casefold() not in words_in("not_in_names")
    )
