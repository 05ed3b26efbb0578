"""Join the chunks between commas and “and” into the names of organisations."""

import re
from dataclasses import dataclass, replace

from .countries import GOVERNMENTAL, country_of, states

HEADS = (
    r"Ministry|Ministries|Department|Office|Institute?|Institution|University|Foundation|Government|Centre|Center|Council|Commission|Commissioner|Agency|Fund|Bank|Trust"
    r"|Embassy|Network|Union|Nations|Society|Association|Alliance|Group|Committee|School|College|Academy|Organi[sz]ation|Initiative|Forum"
    r"|Mission|Secretariat|Watch|Programme|Program|Federation|League|Service|Services|Bureau|Directorate|Division|Delegation|Presidency|Consulate|Orchestra|Bookshop|Partnership|Campaign|Coalition|Company|Corporation"
    r"|House|Library|Museum|Club|Court|Tribunal|Parliament|Congress|Assembly|Consortium|Observatory|Cross|Crescent|International|Treasury|Board|Authority|Crown|Aid|Development"
    r"|Archives?|Laborator(?:y|ies)|Lab|Hospital|Clinic|Press|Faculty|Chamber|Guild|Confederation|Municipality|Diocese|Church|Command|Review|Ltd|Limited|Inc|LLP|PLC|Port|Registry|Inspectorate|Task Force|Collective|Cooperative|Charity|Conservatory|Gallery|Theatre|Hub|Think Tank|Facility|Community|Solidarity|Action|Waterworks|Gardens"
    r"|Grupo|Mancomunidad|Municipio|Professur|Sonderforschungsbereich|Graduiertenkolleg|Exzellenzcluster|Forschungsverbund|Stiftung|Institut|Universität|Auswärtiges|Amt|Bund|Gesellschaft|Hochschule|Akademie|Verein|Verband|Ministerium|Bundesamt|Landesamt|Landkreis|Stadtwerke|Kommission|Kammer|Kirche|Zentrum|Netzwerk|Rat|GmbH|AG|Archiv|Bibliothek|Hilfswerk|Bewegung|Land|Bundeszentrale|Senat|Museen|Klinik|Genossenschaft|Gewerkschaft|Landtag|Fakultät|Lehrstuhl|Theater|Orchester|Buchhandlung|Konsulat|Botschaft"
    r"|Fondation|Maison|Université|Ministère|Société|Académie|École|Ecole|Laboratoire|Centre|Conseil|Commission|Mairie|Ville|Région|région|Département|Bibliothèque|Musée|Réseau|Agence|Fédération|Comité|Syndicat|Chambre|Archives|Assemblée|Sénat|Faculté|Observatoire|Délégation|Collectif|Coopérative|Métropole|Éditions|Librairie|Théâtre|Orchestre|Cinémathèque|Ambassade|Consulat"
    r"|Fundación|Instituto|Universidad|Ministerio|Ayuntamiento|Gobierno|Asociación|Red|Agencia|Consejo|Consejería|Federación|Academia|Biblioteca|Museo|Archivo|Comisión|Cámara|Diputación|Colegio|Facultad|Centro|Observatorio|Departamento|Intendencia|Municipalidad|Alcaldía|Gobernación|Rectorado|Vicerrectorado|Sociedad|Secretaría|Embajada|Oficina|Banco|Escuela|Comité|Unión|Junta|Cátedra|Sindicato|Tribunal|Corporación|Fonoteca|Filmoteca|Librería|Teatro|Orquesta|Consulado|Editorial"
    r"|Associazione|Fondazione|Comune|Regione|Provincia|Università|Istituto|Ministero|Accademia|Società|Consiglio|Comitato|Rete|Ente|Banca|Biblioteca|Archivio|Museo|Scuola|Ordine|Camera|Cooperativa|Dipartimento|Soprintendenza|Parco|Lega|Confederazione|Federazione|Sindacato|Diocesi|Curia"
    r"|Associação|Fundação|Câmara|Município|Universidade|Ministério|Sociedade|Conselho|Rede|Agência|Direção|Biblioteca|Arquivo|Museu|Escola|Faculdade|Ordem|Federação|Junta|Governo|Comissão|Cooperativa|Embaixada|Confederação|Laboratório|Observatório|Secretaria|Prefeitura|Cátedra|Estado"
    r"|Stichting|Erfgoed|Museumvereniging|UMR|Gemeente|Waterschap|Provincie|Vereniging|Universiteit|Ministerie|Genootschap|Raad|Bibliotheek|Archief|Fonds|Koninklijk\w*|Vlaamse|Arbeitskreis|Arbeitsgemeinschaft|Kreis|Gemeinde|Stadt|Bezirk|Forschungsstelle|Kolleg|Förderverein|Compagnie|Médiathèque|Commune|Cité|Lycée|Hôpital|Ligue"
    r"|Cooperatives?|Co-operative|Growers|Publishers?|Studios?|Media|Radio|Festival|Ventures|Capital|Insurance|Holdings?|Systems|Technologies|Industries|Airlines|Railways?|Shipping|Brewery|Foods|Pharma|Cloud|Labs|Works|Collections|Conservancy|Tribe|Band|Choir|Players|Caucus|Survey|Survey Office|Cooperación|Steunpunt|Landesverband|Bundesverband|Lobby|Taskforce|Task Team|Platform|Commons|Agglomération|Communauté|Endowment|Autorità|Autoridad|Autorité|Autoridade|Hospice|Charities|Synod|Presidium"
    r"|Institutet|Universitetet|Universitet|Stiftelsen|Föreningen|Foreningen|Sällskapet|Selskabet|Selskapet|Rådet|Museet|Biblioteket|Kommune|Kommun|Högskolan|Høgskolen|Høgskulen|Akademien|Akademiet|Förbundet|Forbundet|Ministeriet|Departementet|Direktoratet|Senteret|Centret|Senter|Nämnden|Fonden"
    r"|Fundacja|Stowarzyszenie|Uniwersytet|Instytut|Muzeum|Ministerstwo|Towarzystwo|Biblioteka|Centrum|Akademia|Związek|Rada|Urząd|Rzecznik|Politechnika|Wydział|Katedra|Archiwum|Teatr|Miasto|Gmina"
)
# German joins the noun to others: Diakonieverein, Landesstiftung, Klimaverband.
JOINED = r"\w{3,}(?:stiftung|institut|universität|gesellschaft|hochschule|akademie|verein|verband|ministerium|amt|kammer|kirche|zentrum|netzwerk|archiv|bibliothek|werk|bewegung|zentrale|agentur|anstalt|museum|klinik|schule|bund|bank|union|rat|fonds|wirtschaft|laden|haus|kreis|gemeinschaft|kolleg|gemeinde|kasse|konzern|dienst|forum|vereniging|stichting|raad|genootschap|bibliotheek|archief|huis|universiteit|stiftelsen|förening(?:en)?|forening(?:en)?|universitet(?:et)?|förbund(?:et)?|forbund(?:et)?|institutet|museet|biblioteket|högskolan?|høgskolen?|sällskapet|selskap(?:et)?|selskab(?:et)?|rådet|nämnden|styrelsen|direktoratet|departementet|ministeriet|senter(?:et)?|kommune?)(?:es|s)?"
HEAD_NOUN = re.compile(rf"\b(?:(?:{HEADS})s?|(?-i:[A-ZÄÖÜ]){JOINED})\b")
# The subjects of ministries and institutes. With one of these a name continues after "and".
TOPIC = re.compile(
    r"(?:affairs|africa|african|aid|agriculture|asia|asian|asylum|business|children|civil|climate|commerce|commonwealth|communities|consumer"
    r"|cooperation|co-operation|culture|cultural|debt|defence|defense|democracy|development|digital|disarmament|drugs|economic|economics"
    r"|economy|education|employment|energy|engagement|environment|equality|ethics|europe|european|family|families|finance|fisheries|food"
    r"|foreign|forests|gender|governance|health|home|homeland|housing|human|humanitarian|immigration|industrial|industry|industries|information"
    r"|sanitation|irrigation|electricity|telecommunications?|communications?|petroleum|minerals|mines|livestock|forestry|works|roads|ports|oceans|sea|heritage|arts|sports|population|investment|nature|space|solidarity"
    r"|infrastructure|innovation|integration|interior|international|islamic|justice|labor|labour|law|legal|local|marine|media|medicine"
    r"|middle|east|migration|mining|natural|oriental|parliamentary|peace|planning|policy|political|politics|professional|public"
    r"|reconciliation|reform|refugees|religion|religions|religious|research|resources|rights|rural|science|sciences|security|social"
    r"|society|sport|statistics|strategic|strategy|studies|sustainable|technology|tourism|trade|transport|transparency|treasury|tropical"
    r"|urban|war|water|welfare|women|worship|youth|accountability|rule|islands|wales|tobago|and|office)",
    re.IGNORECASE,
)
# "Centre for Border History, University of Ardmore" is one name.
PART_OF = re.compile(
    r"(?:Centre|Center|Institute?|Department|School|Faculty|Faculté|Laboratory|Laboratoire|Lehrstuhl|Chair|Division|Instituto|Facultad|Departamento)\b"
)
WHOLE = re.compile(
    r"(?:University|Universität|Université|Universidad|College|Hochschule)\b|[\w’'-]+\s+(?:University|College)$"
)
# "Institut Grenzland, Universität Graz" are two.
OF_SUBJECT = re.compile(
    r"\s(?:of|for|on|in|für|zur|de|des|du|di|da|do|para|per|voor|van)\s|\s[ld][’']"
)
CONTINUED = (("Red Cross", "Red Crescent"), ("England", "Wales"))


@dataclass(frozen=True)
class Chunk:
    """Capitalised words between two separators. `joined` is the separator before them.

    `sure`: the noun before them says that they name an organisation.
    """

    text: str
    start: int
    end: int
    article: bool = False
    joined: str = ""
    sure: bool = False


def merge_chunks(chunks: list[Chunk]) -> list[Chunk]:
    """Join the chunks that continue a name after a comma or "and"."""
    names = [chunks[0]]
    for number, chunk in enumerate(chunks[1:], 1):
        before = names[-1]
        if _goes_on(before, chunk, chunks[number + 1 :]):
            gap = ", " if chunk.joined == "," else " and "
            names[-1] = replace(before, text=f"{before.text}{gap}{chunk.text}", end=chunk.end)
        else:
            names.append(chunk)
    return names


def _goes_on(name: Chunk, chunk: Chunk, rest: list[Chunk]) -> bool:
    """Whether `chunk` continues `name`: "… of Trade" and "Industry"."""
    if chunk.article or _is_of_whole(name, chunk):
        return not chunk.article
    pairs = ((name.text.endswith(a) and chunk.text.startswith(b)) for a, b in CONTINUED)
    state = f"{name.text.split(' of ')[-1]} and {chunk.text}"
    spelt = _spell(f"{name.text} {chunk.text}")
    if chunk.joined == "and" and (spelt or any(pairs) or state in states()):
        return True
    if chunk.joined == "," and chunk.text in states():
        return (
            bool(GOVERNMENTAL.search(name.text)) and country_in(name.text) is None and len(rest) < 2
        )
    if _ends_with_a_state([chunk, *rest]) and GOVERNMENTAL.search(name.text):
        return True
    topics, is_headed = _is_topical(chunk.text), bool(HEAD_NOUN.search(_bare(chunk.text)))
    named_for = re.search(r"\b(?:of|for|on)\s+(?:the\s+)?[^,]+", name.text) and HEAD_NOUN.search(
        name.text
    )
    unfinished = _is_topical(name.text) and not HEAD_NOUN.search(name.text)
    ends_list = chunk.joined == "and" or any(
        chunk.joined == "and" and _is_topical(chunk.text) for chunk in rest[:3]
    )
    if unfinished:
        return topics or (chunk.joined == "and" and (is_headed or _is_topic_of_state(chunk.text)))
    return bool(named_for and topics and ends_list and not _is_headed_name(chunk.text))


def _is_topic_of_state(text: str) -> bool:
    """Whether the words are a subject and a country: the end of "Environment and Climate Canada"."""
    topic, _, state = text.rpartition(" ")
    return state in states() and _is_topical(topic)


def _is_of_whole(name: Chunk, chunk: Chunk) -> bool:
    """Whether `chunk` is the university of the institute `name`."""
    part = PART_OF.match(name.text) and OF_SUBJECT.search(name.text)
    return bool(chunk.joined == "," and part and WHOLE.match(chunk.text))


def _ends_with_a_state(chunks: list[Chunk]) -> bool:
    """Whether the chunks are subjects that end with a country: "Energy and Hygiene of Mali"."""
    for chunk in chunks[:4]:
        if chunk.article or HEAD_NOUN.search(_bare(chunk.text)) or country_in(chunk.text):
            return False
        if chunk.joined == "and":
            return chunk.text.split(" of ")[-1].removeprefix("the ") in states() and (
                " of " in chunk.text
            )
    return False


def _spell(text: str) -> bool:
    """Whether the capitals of the name spell the acronym in brackets behind it."""
    match = re.fullmatch(r"(.+?)\s*\(([A-Z]{3,})\)", text)
    return bool(match) and "".join(re.findall(r"\b[A-Z]", match.group(1))) == match.group(2)  # type: ignore[union-attr]


def _bare(text: str) -> str:
    """The name without " of Canada" or " at the University of York" at the end."""
    return re.split(r"\s+(?:of|at|in)\s+", text)[0]


def _is_headed_name(text: str) -> bool:
    name_words = _bare(text).split()
    return (
        len(name_words) > 1
        and bool(HEAD_NOUN.fullmatch(name_words[-1]))
        and name_words[-1] not in ("Development", "Aid", "Society")
    )


def _is_topical(text: str) -> bool:
    if re.search(r"\sin\s", text):
        return False  # "Peace in Code" is a body of its own
    topics = re.findall(r"[\w-]+", _bare(text))
    return bool(topics) and all(TOPIC.fullmatch(word) for word in topics)


def country_in(name: str) -> str | None:
    return states().get(name) or country_of(name)
