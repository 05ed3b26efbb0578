"""Classify short lines: fact, author, organisation, or possible title."""

import re

from .dates.patterns import DATE
from .name_chunks import HEADS
from .page import MOST_IN_LINE
from .person_names import HAS_ROLE, HONORIFIC, PERSON_NAME
from .words.events import EVENT
from .words.labels import PARTNER_LABEL, PERSON_LABEL, label_of

# The line above a title that names the kind of page.
KICKER = re.compile(
    rf"^(?:(?:conference|meeting|event|workshop|roundtable|seminar|final|summary)?\s*(?:report|summary|record|proceedings|minutes|note|programme|agenda|announcement|invitation)"
    rf"(?:\s+(?:on|of|from)\s+(?:the\s+)?\S+\s+\w+)?"
    rf"|(?:[\w-]+\s+)?(?:{EVENT})s?(?:\s+(?:information|details|report|summary|page|announcement|registration))?"
    rf"|(?:an?\s+|ein[e]?\s+|une?\s+)?(?:[\w-]+\s+){{0,2}}{EVENT}(?:\s+(?:et\s+|y\s+)?(?:international\w*|internacional\w*|internazional\w*|di studi[oa]?|d[’']études?|de estudios?|de trabajo|de travail|annuel\w*|anual|annuale|national\w*|nacional\w*|virtual|en ligne|online|pluridisciplinaire|interdisciplinaire|scientifique|científic[oa])){{0,3}}"
    rf"|(?:presse(?:mitteilung|information|meldung|erklärung)|(?:press\s+)?communiqué(?:\s+de\s+presse)?|dossier de presse|nota\s+de\s+prensa|comunicado(?:\s+de\s+prensa)?|einladung(?:\s+zu[rm]?\s+\S+)?|invitación|(?:vorläufiges\s+)?programm?|programa(?:\s+provisional)?|(?:provisional|draft|final)\s+(?:agenda|programme|program)|tagungsbericht|compte[- ]rendu|veranstaltungen|agenda|(?:tagungs|veranstaltungs)programm|programmheft|programmübersicht|locandina|programma(?:\s+definitivo)?|comunicato stampa|(?:press|media|news)\s+(?:information|advisory|alert|statement|notice)|persbericht|uitnodiging|convite|invito)"
    rf"|(?:presse(?:mitteilung|information|meldung|dienst)|medienmitteilung|communiqué(?:\s+de\s+presse)?|nota\s+de\s+prensa|comunicado(?:\s+de\s+prensa)?|comunicato(?:\s+stampa)?|press\s+release|persbericht)\s+(?:(?:No|Nr|Nº|N°)\.?\s*)?\d{{1,4}}(?:\s*[/-]\s*\d{{2,4}})?"
    rf"|(?:[\w’'-]+\s+){{1,5}}(?:No|Nr|Vol|Nº|N°|Issue|Number)\.?\s*\d{{1,4}}"
    rf"|(?:[\w’'-]+\s+){{0,4}}{EVENT}\s+(?:report|proceedings|summary|programme)(?:\s+[A-Z]{{1,5}}[\s-]?\d[\d/.-]*)?"
    rf"|(?:[\w-]+\s+){{0,3}}(?:{EVENT})\s+series"
    rf"|(?:cycle|série|reihe|veranstaltungsreihe|vortragsreihe|zyklus|ciclo|serie|cyclus|lecture series|seminar series)(?:\s+(?:de|di|of)\s+\w+)?\s*:?\s*[«“„\"][^«»“”„\"]{{3,60}}[»”“\"]"
    rf"|\S+\s+(?:regular\s+|special\s+)?session of the [\w ]+|call for (?:papers|participation|contributions|proposals)"
    rf"|save the date[!:]?|concept note.*|background note.*|(?:press|news|media) release.*|medienmitteilung|invitation.*|(?:not )?for (?:immediate )?release.*|embargo.*)$",
    re.IGNORECASE,
)
BYLINE = re.compile(
    r"^(?:by\s+\w[\w.’' -]{1,40}|(?:news|blog|article|post)\s*[–—|-]\s.{0,40}\d{4}|(?:published|posted|updated)\b.{0,60})$",
    re.IGNORECASE,
)
# Headings of sections that the title pages of programmes have.
SECTIONS = frozenset(
    ["background", "objectives", "themes", "context", "aims", "programme", "overview", "conclusions", "recommendations", "notes to editors", "programm", "programa"]
)  # fmt: skip
JOINTS = "and|the|of|for|to|in|on|by|with|a|an|et|de|du|des|und|der|des|y|del"
# "Compensation Twenty Years On" is whole.
UNFINISHED = re.compile(
    rf"(?:\b(?:{JOINTS}|{JOINTS.upper()})|[,;–—-])$",
)
INVITES = re.compile(
    r"\b(?:pleased to|requests? the (?:pleasure|honou?r)|invites? you|invitent|laden (?:Sie|herzlich)|lädt|invitan?\b|invitano|cordially|you are invited|welcome to)\b",
    re.IGNORECASE,
)
PERSON = re.compile(
    rf"^(?:(?:H\.?\s?E\.?\s+)?{HONORIFIC}{PERSON_NAME}|{PERSON_NAME}\s*[,–—|(].*{HAS_ROLE.pattern}.*)",
    re.DOTALL,
)
# The words before the noun in the name of an organisation.
OF_NAME = r"(?:(?:[A-ZÀ-Ý][\w’'-]*|&|and|And)\s+)"
ABROAD = r"Comune|Regione|Provincia|Assessorato|Ayuntamiento|Diputación|Concejalía|Consejería|Ministère|Ministerio|Ministero|Ministério|Sociedad|Società|Sociedade|Fédération|Federación|Federazione|Federação|Institut|Instituto|Istituto|Département|Departamento|Dipartimento|Faculté|Facultad|Facoltà|Faculdade|Câmara|Município|Gemeente|Gemeinde|Landkreis|Arbeitskreis|Arbeitsgemeinschaft|Lehrstuhl|Laboratoire|Observatoire|Observatorio|Comité|Comitato|Réseau|Syndicat|Colegio|Ambassade|Embajada|Botschaft|Mairie|Centro|Cátedra|Archivio|Archivo|Arquivo|Waterschap|Akademie|Stiftung|Verein|Verband|Kirche|Fondation|Société|Académie|Fundación|Fundação|Fondazione|Stichting|Associazione|Asociación|Associação|Universidad|Università|Université|Universität|Universidade|Universiteit|Genootschap|Vereniging"
# Evangelische Akademie Bad Boll: the adjective stands before the noun, and the town behind it.
WITH_TOWN = r"(?:[A-ZÀ-Ý][\w-]+e\s+){1,2}(?:Akademie|Hochschule|Universität|Stiftung|Kirche|Landeskirche|Gesellschaft|Bibliothek|Landeszentrale)(?:\s+(?:[a-z]{2,3}\s+)?[A-ZÀ-Ý][\w-]+){1,3}"
# Ville de Lyon, Organización Andina de Ciudades: these nouns name a body only with "of".
WITH_OF = r"(?:Ville|Ciudad|Città|Région|Región|Métropole|Mancomunidad|Organización|Organizzazione|Organização|Organisation|Secretaría|Segreteria|Secrétariat|Direction|Dirección|Direzione|Direção|Agence|Agencia|Agenzia|Agência|Delegación|Délégation|Unione|Unión|União|Union|Confederación|Confédération|Confederazione|Gobierno|Governo|Gouvernement)(?:\s+[A-ZÀ-Ý][\w-]+){0,2}\s+(?:[Dd](?:e(?:l|la|lla|i|s)?|i|u|o|a)\s|[Dd][’'])\s*[A-ZÀ-Ý][\w’'-]+(?:\s+[\w’'-]+){0,4}|(?:Secretaría|Secretariado|Segreteria|Secrétariat|Dirección|Direction|Direzione|Direção)\s+[A-ZÀ-Ý][\w-]+"
# German joins the noun to others: Kreisarchiv Altmoor.
JOINED_BODY = r"[A-ZÄÖÜ]\w{2,}(?:archiv|museum|bibliothek|verein|verband|institut|akademie|stiftung|gesellschaft|ministerium|amt|kammer|zentrale|hochschule|universität)"
MOST_TITLE_WORDS = 40
# on the margins of the 38th session of the Human Rights Council
WITHIN_ANOTHER = re.compile(
    r"(?:(?:held\s+)?(?:on|in|at)\s+the\s+(?:margins?|sidelines?|occasion|framework|fringes?)\s+of|during\s+the|as\s+part\s+of|within\s+the\s+framework|en\s+marge\s+d|à\s+l[’']occasion\s+d|dans\s+le\s+cadre\s+d|im\s+rahmen\s+d|anlässlich\s+d|en\s+el\s+marco\s+d|con\s+motivo\s+d|nell[’']ambito\s+d|in\s+occasione\s+d)\w*\b",
    re.IGNORECASE,
)


def is_fact(line: str) -> bool:
    """Whether the line is a label with a value, a date, a person, an author or a single word."""
    is_shaped = is_labelled(line) or DATE.match(line) or BYLINE.match(line) or PERSON.match(line)
    return len(line.split()) == 1 or bool(is_shaped)


def is_labelled(line: str) -> bool:
    """Whether the line is a label with its value: "Venue: Lake House", "Moderated by Ana Lund"."""
    label = label_of(line)
    return bool(label) and (label.end < len(line) or line.rstrip().endswith(":"))  # type: ignore[union-attr]


def begins_list(line: str) -> bool:
    label = label_of(line)
    named = label and (
        label.field == PARTNER_LABEL or (label.field == PERSON_LABEL and label.heads)
    )
    heads = named and label and label.end == len(line)
    return bool(heads) or line.rstrip(" :").casefold() in SECTIONS


def is_author(line: str, above: str) -> bool:
    """Whether the line is a name directly below the line with the day of publication."""
    return bool(BYLINE.match(above) and re.fullmatch(PERSON_NAME, line))


def is_kicker(line: str) -> bool:
    return bool(KICKER.match(line))


def is_organisation(line: str) -> bool:
    """Whether the line is only the name of an organisation: the Society for Legal History."""
    name = line.title() if line.isupper() else line
    headed = re.match(
        rf"^(?:The\s+)?{OF_NAME}*(?:{HEADS}|{ABROAD})s?(?:\s+(?:[Oo]f|[Ff]or|[Oo]n|für|am|der|des|du|de)\s.+)?$",
        name,
    )
    # Foundations and academies of other languages begin with their noun.
    headed = headed or re.fullmatch(
        rf"(?:(?:La|Le|El|Il|Die|Der|Das|Het|L[’'])\s?)?(?:{ABROAD}|Trustees|{JOINED_BODY})(?:\s+[\w’'.-]+){{1,8}}",
        name,
    )
    headed = headed or re.fullmatch(rf"{WITH_TOWN}|{WITH_OF}", name)
    return bool(headed) and not re.search(rf"^\w+ing\b|[:?,]|\b{EVENT}\b", name, re.IGNORECASE)


# press@lakes.example, +44 1632 960001
CONTACT = re.compile(r"\S@\S+\.\w|\+\d[\d ()/-]{7,}|\b0\d{2,4}[ /-]\d{3,}")


def may_be_title(line: str) -> bool:
    """Whether the line can be a title: it is complete, and neither a sentence nor a fact."""
    return (
        len(line) <= MOST_IN_LINE
        and len(line.split()) <= MOST_TITLE_WORDS
        and not re.search(r"[.;]$", line)
        and not UNFINISHED.search(line)
        and not is_fact(line)
        and not INVITES.search(line)
        and line[:1] not in "(•-–—“"
        and not WITHIN_ANOTHER.match(line)
        and not CONTACT.search(line)
        and not _is_repeated(line)
    )


def _is_repeated(line: str) -> bool:
    """Whether the line has the same text twice: that of a picture and its caption."""
    middle = len(line) // 2
    return line[:middle].strip() == line[middle:].strip()
