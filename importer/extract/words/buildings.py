"""The nouns of buildings and rooms."""

import re

from .events import EVENT

BUILDING = re.compile(
    r"\b(?:House|Station|Hotel|Hôtel|Palais|Palace|Palazzo|Hall|Castle|Chateau|Château|Schloss|Abbey|Centre|Center|University|College|School|Faculty|Library|Museum|Room|Auditorium|Theatre|Theater"
    r"|Campus|Building|Institute|Embassy|Club|Street|Road|Square|Park|Manor|Court|Chamber|Church|Cathedral|Academy|Villa|Lodge|Headquarters|Pavilion|Tower|Priory|Barn|Gallery|Mill|Cinema|Bookshop|Bookstore"
    r"|Haus|Halle|Saal|Kirche|Dom|Zentrum|Akademie|Hochschule|Universität|Rathaus|Kloster|Forum|Stadthalle|\w{3,}(?:museum|haus|halle|saal|zentrum|akademie|schule|kirche|bibliothek|schloss|hof|theater)"
    r"|Salle|Amphithéâtre|Amphi|Maison|Musée|Faculté|Mairie|Université|Bibliothèque|Théâtre|Espace|Cité|Abbaye|Salón|Aula|Casa|Palacio|Biblioteca|Facultad|Auditorio|Teatro|Centro|Universidad|Museo|Paraninfo|Ateneo|Sala|Cinéma|Librairie|Cine|Librería|Kino|Buchhandlung|Médiathèque|Hôpital|Pavillon|Chiostro|Castello|Chiesa|Duomo|Convento|Monastero|Università|Scuola|Accademia|Istituto|Complesso|Municipio|Auditório|Anfiteatro|Museu|Palácio|Escola|Faculdade|Mosteiro|Câmara|Fórum|Kerk|Gebouw|Zaal|Schouwburg|Stadhuis|Bibliotheek|Universiteit|Kasteel|Klooster|\w{3,}(?:kerk|zaal|gebouw|huis|abdij|bibliotheek|centrum|theater)|Zimmer|Hörsaal|Raum|Exchange|Arena|Stadium|Monastery|Convent|Rooms|Inn|Works|Wharf|Observatory|Archives?|Hospital|Parliament|Secretariat|Guildhall|Terrace|Quad|Concert|Amphitheatre|Floor|Complex|Salons?"
    r"|Iglesia|Ermita|Monasterio|Castillo|Edificio|Capilla|Catedral|Pabellón|Palau|Auditori|Église|Chapelle|Cathédrale|Collège|Lycée|Burg|Stift|Gasthof|Zeughaus|\w{3,}(?:speicher|scheune|fabrik|mühle|burg|gymnasium|keller|werkstatt|schule)|Rocca|Abbazia|Basilica|Igreja|Convento|Pavilhão|Solar|Rådhus|Slot|Kirke|Kyrka)\b"
)
FOR_EVENTS = re.compile(
    r"\b(?:salle de (?:conférences?|réunions?)|sala de (?:conferencias|juntas)|sala convegni|assembly rooms|(?:conference|meeting|seminar|lecture|event|assembly|congress|debating|forum) (?:room|hall|centre|center|suite|theatre))\b",
    re.IGNORECASE,
)


def is_building(text: str) -> bool:
    """Whether the text names a house or a room, and no event in it."""
    named = re.search(rf"\b{EVENT}s?\b", FOR_EVENTS.sub("", text), re.IGNORECASE)
    return bool(BUILDING.search(text)) and not named
