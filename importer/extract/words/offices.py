"""The nouns of offices and occupations in English, French, German, Spanish, Italian, Portuguese and Dutch."""

import re

ENGLISH = (
    r"Secretary[- ]General|High Commissioner|Commissioner|Secretary of State|State Secretary|Foreign Secretary|Cabinet Secretary|Permanent Secretary|Secretary|Prime Minister|Foreign Minister|Minister|President|Vice[- ]President"
    r"|Chancellor|Ambassador|Permanent Representative|Special Rapporteur|Rapporteur|Special Representative|Special Envoy|Envoy|Representative|Director[- ]General|Executive Director|Director|Chairperson|Chairwoman|Chairman|Chair|Head"
    r"|Professor|Judge|Justice|Adviser|Advisor|Counsellor|Coordinator|Chief Executive|CEO|Founder|Fellow|Lecturer|Reader in|Speaker of|Researcher|Editor|Journalist|Activist|Author|Delegate|Spokesperson|Spokesman|Spokeswoman"
    r"|Administrator|Governor|Mayor|Senator|Member of Parliament|Member of the European Parliament|MEP|MP|Attorney[- ]General|Ombudsman|Ombudsperson|Prosecutor|Registrar|Dean|Rector|Manager|Officer|Expert|Analyst|Lawyer|Deputy|Under[- ]Secretary[- ]General|Assistant Secretary[- ]General|General Secretary|Treasurer|Pope|Bishop|Archbishop|Convenor|Convener|Facilitator|Partner|Principal|Chief|Member"
    r"|Curator|Archivist|Librarian|Historian|Economist|Scientist|Engineer|Architect|Biologist|Botanist|Geologist|Physician|Surgeon|Nurse|Teacher|Student|Farmer|Writer|Poet|Novelist|Artist|Photographer|Consultant|Specialist|Strategist|Correspondent|Columnist|Broadcaster|Producer|Filmmaker|Barrister|Solicitor|Councillor|Alderman|Commander|Inspector|Superintendent|Trustee|Patron|Vice[- ]Chancellor|Provost|Scholar|Vicar|Rabbi|Imam|Translator|Sociologist|Anthropologist|Geographer|Philosopher|Political Scientist|Psychologist|Chemist|Physicist|Mathematician|Statistician|Hydrologist|Ecologist|Epidemiologist|Agronomist|Oceanographer|Archaeologist|Musicologist|Linguist|Designer|Developer|Entrepreneur|Negotiator|Campaigner|Organi[sz]er|Advocate|Diplomat|Peacebuilder|Midwife|Doctor of|Postdoc|Doctoral Candidate|PhD Candidate|Chief of Staff|Conservator|Hydrographer|Planner|Surveyor|Trainer|Educator|Builder|Miner|Sailor|Carpenter|Baker|Brewer|Grower|Beekeeper|Forester|Ranger|Gardener|Dancer|Musician|Singer|Master of(?! (?:Arts|Science|Laws|Ceremonies))|Warden|Bursar|Headteacher|Head Teacher|Chaplain|Abbot|Prioress|Prior|Captain|Harbour ?master|Astronomer|Meteorologist|Insurer|Firefighter|Fisher(?:man|woman)|Parish Priest|Priest|Pastor|Reporter|Presenter|Comedian|Composer|Conductor|Choreographer|Publisher|Printer|Interpreter|Moderator|Programme Lead|Team Lead|Lead"
)
FRENCH = (
    r"Président(?:e)?|Vice-président(?:e)?|Directeur|Directrice|Maire|Ministre|Professeur(?:e)?|Secrétaire|Ambassadeur|Ambassadrice|Député(?:e)?|Sénateur|Sénatrice|Doyen(?:ne)?|Recteur|Rectrice|Conservateur|Conservatrice|Chercheur|Chercheuse"
    r"|Maître(?:sse)? de conférences|Chargé(?:e)? de|Chef(?:fe)? de|Journaliste|Avocat(?:e)?|Juge|Préfet|Préfète|Conseiller|Conseillère|Historien(?:ne)?|Archiviste|Délégué(?:e)?|Adjoint(?:e)?|Bibliothécaire|Hydrologue|Écologue|Agronome|Démographe|Climatologue|Océanographe|Écrivaine|Cinéaste|Sociologue|Géographe|Anthropologue|Philosophe|Économiste|Politologue|Biologiste|Éditeur|Éditrice|Traducteur|Traductrice|Comédien(?:ne)?|Metteuse? en scène|Artiste|Photographe|Éducateur|Éducatrice|Infirmier|Infirmière|Enseignant(?:e)?|Doctorant(?:e)?|Maître d[’']œuvre|Psychologue|Rapporteur(?:e)? |Animateur|Animatrice|Écrivain(?:e)?|Médecin|Ingénieur(?:e)?|Coordinateur|Coordinatrice|Responsable|Agriculteur|Agricultrice|Urbaniste|Paysagiste|Maraîch(?:er|ère)|Militante?|Élue?"
)
GERMAN = (
    r"[\wäöü-]*[Pp]räsident(?:in)?|[\wäöü-]*[Dd]irektor(?:in)?|[\wäöü-]*[Ll]eiter(?:in)?|Vorsitzende(?:r)?|[\wäöü-]*[Mm]inister(?:in)?|[\wäöü-]*[Bb]ürgermeister(?:in)?|[\wäöü-]*[Pp]rofessor(?:in)?|[\wäöü-]*[Ff]ührer(?:in)?|[\wäöü-]*[Bb]ischof|[\wäöü-]*[Bb]ischöfin|[\wäöü-]*[Jj]ournalist(?:in)?"
    r"|[\wäöü-]*[Ss]ekretär(?:in)?|[\wäöü-]*[Rr]eferent(?:in)?|[\wäöü-]*(?:planer|forscher|berater|händler|meister|fahrer|lehrer|pfleger|züchter|schützer|vertreter|sprecher|arbeiter)(?:in)?|[\wäöü-]*expert(?:e|in)|Herausgeber(?:in)?|Pfarrer(?:in)?|Landrat|Landrätin|Abgeordnete(?:r)?|Senator(?:in)?|Rektor(?:in)?|Dekan(?:in)?|Botschafter(?:in)?|Beauftragte(?:r)?|Vorstand|Sprecher(?:in)?|[\wäöü-]*(?:[Hh]istoriker|[Aa]rchivar|[Bb]ibliothekar|[Ff]orscher|[Kk]undler|[Pp]ädagoge|[Bb]iologe|[Ss]oziologe|[Gg]eografe?|[Pp]astor)(?:in)?|Richter(?:in)?|(?:Stadt|Stadtbau|Studien|Kirchen|Regierungs|Ministerial|Bau|Ober\w+)(?:rat|rätin)|Rechtsanw[aä]lt(?:in)?|[\wäöü-]*[Ww]issenschaftler(?:in)?|Schriftsteller(?:in)?|Autor(?:in)?|Bäuerin|Bauer|Landwirt(?:in)?|Ärztin|Arzt|Architekt(?:in)?|Ingenieur(?:in)?"
)
SPANISH = r"Presidente|Presidenta|Director(?:a)?|Alcalde(?:sa)?|Ministr[oa]|Catedrátic[oa]|Profesor(?:a)?|Secretari[oa]|Embajador(?:a)?|Rector(?:a)?|Decan[oa]|Diputad[oa]|Senador(?:a)?|Periodista|Investigador(?:a)?|Coordinador(?:a)?|Jef[ea] de|Arquitect[oa]|Responsable|Consejer[oa]|Concejal(?:a)?|Abogad[oa]|Juez(?:a)?|Magistrad[oa]|Historiador(?:a)?|Escritor(?:a)?|Médic[oa]|Economista|Vicepresident[ea]|Subsecretari[oa]|Comisari[oa]|Representante|Geógraf[oa]|Biólog[oa]|Ingenier[oa]|Antropólog[oa]|Sociólog[oa]|Filósof[oa]|Poeta|Cineasta|Bibliotecari[oa]|Archiver[oa]|Psiquiatra|Psicólog[oa]|Activista|Agricultor(?:a)?|Enfermer[oa]|Líder(?:esa)?|Portavoz|Delegad[oa]|Maestr[oa]"
ITALIAN = r"Presidente|Vicepresidente|Direttore|Direttrice|Sindac[oa]|Ministr[oa]|Professore(?:ssa)?|Docente|Ricercatore|Ricercatrice|Segretari[oa]|Ambasciatore|Ambasciatrice|Rettore|Rettrice|Assessor[ea]|Giornalista|Avvocat[oa]|Archivista|Bibliotecari[oa]|Storic[oa]|Architett[oa]|Ingegnere|Scrittore|Scrittrice|Responsabile|Coordinatore|Coordinatrice|Magistrat[oa]|Senatore|Senatrice|Deputat[oa]|Prefett[oa]|Vescovo|Soprintendente|Curatore|Curatrice"
PORTUGUESE = r"Presidente|Vice-presidente|Diretor(?:a)?|Ministr[oa]|Professor(?:a)?|Docente|Investigador(?:a)?|Pesquisador(?:a)?|Secretári[oa]|Embaixador(?:a)?|Reitor(?:a)?|Vereador(?:a)?|Deputad[oa]|Jornalista|Advogad[oa]|Arquivista|Bibliotecári[oa]|Historiador(?:a)?|Engenheir[oa]|Arquitet[oa]|Escritor(?:a)?|Médic[oa]|Bispo|Curador(?:a)?|Coordenador(?:a)?|Ativista|Agricultor(?:a)?|Produtor(?:a)?|Liderança|Enfermeir[oa]|Psicólog[oa]"
DUTCH = r"[\wë]*[Vv]oorzitter|[\wë]*[Dd]irecteur|[\wë]*[Bb]urgemeester|[\wë]*[Ww]ethouder|[\wë]*[Mm]inister|[\wë]*[Hh]oogleraar|[\wë]*[Oo]nderzoeker|[\wë]*[Ss]ecretaris|Staatssecretaris|[\wë]*[Aa]mbassadeur|Kamerlid|[\wë]*[Jj]ournalist|Advocaat|[\wë]*[Aa]rchivaris|[\wë]*[Bb]ibliothecaris|[\wë]*[Hh]istoricus|[\wë]*[Aa]rchitect|[\wë]*[Aa]dviseur|[\wë]*[Bb]eleidsmedewerker|Lector|Schrijver|Schrijfster|Arts|Dijkgraaf|\w*[a-z]loog|Conservator|Promovend(?:us|a)|Projectleider|Gedeputeerde|Raadslid|Restaurator|Docente?|Ondernemer|Boer(?:in)?|Wetenschapper|Kunstenaar|Fotograaf"
# For patterns in running text. In the other languages an office stands behind its name.
ROLE_NOUN = rf"(?:{ENGLISH})"
HAS_ROLE = re.compile(
    rf"(?<![\w’'-])(?:Co-?|Vice-?|Ex-)?(?:{ENGLISH}|{FRENCH}|{GERMAN}|{SPANISH}|{ITALIAN}|{PORTUGUESE}|{DUTCH})\b",
    re.IGNORECASE,
)
AGENT = re.compile(
    r"\w{3,}(?:er|or|ist|ian|eur|euse|rice|ista|dora?|in|ière|ier|[óoò]log[oae]|ólogue|ologue|ologin|[óoò]graf[oae]|ographe|iatra|ist[ae]s?)",
    re.IGNORECASE,
)
NO_AGENT = re.compile(
    r"(?:monitor|observer|courier|messenger|register|mirror|centers?|water|river|power|labou?r|harbou?r|tower|order|border|frontier|corner|quarter|chapter|paper|matter|winter|summer|sector|corridor|floor|door|junior|senior)",
    re.IGNORECASE,
)


def is_agent(text: str) -> bool:
    """Whether the last word is what somebody does: "Acoustician", "seed librarian"."""
    word = text.rpartition(" ")[2]
    return bool(AGENT.fullmatch(word)) and not NO_AGENT.fullmatch(word)
