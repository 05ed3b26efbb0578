"""The nouns of offices and occupations in English, French, German and Spanish."""

import re

ENGLISH = (
    r"Secretary[- ]General|High Commissioner|Commissioner|Secretary of State|State Secretary|Foreign Secretary|Cabinet Secretary|Permanent Secretary|Secretary|Prime Minister|Foreign Minister|Minister|President|Vice[- ]President"
    r"|Chancellor|Ambassador|Permanent Representative|Special Rapporteur|Rapporteur|Special Representative|Special Envoy|Envoy|Representative|Director[- ]General|Executive Director|Director|Chairperson|Chairwoman|Chairman|Chair|Head"
    r"|Professor|Judge|Justice|Adviser|Advisor|Counsellor|Coordinator|Chief Executive|CEO|Founder|Fellow|Lecturer|Reader in|Speaker of|Researcher|Editor|Journalist|Activist|Author|Delegate|Spokesperson|Spokesman|Spokeswoman"
    r"|Administrator|Governor|Mayor|Senator|Member of Parliament|Member of the European Parliament|MEP|MP|Attorney[- ]General|Ombudsman|Ombudsperson|Prosecutor|Registrar|Dean|Rector|Manager|Officer|Expert|Analyst|Lawyer|Deputy|Under[- ]Secretary[- ]General|Assistant Secretary[- ]General|General Secretary|Treasurer|Pope|Bishop|Archbishop|Convenor|Convener|Facilitator|Partner|Principal|Chief|Member"
    r"|Curator|Archivist|Librarian|Historian|Economist|Scientist|Engineer|Architect|Biologist|Botanist|Geologist|Physician|Surgeon|Nurse|Teacher|Student|Farmer|Writer|Poet|Novelist|Artist|Photographer|Consultant|Specialist|Strategist|Correspondent|Columnist|Broadcaster|Producer|Filmmaker|Barrister|Solicitor|Councillor|Alderman|Commander|Inspector|Superintendent|Trustee|Vice[- ]Chancellor|Provost|Scholar|Vicar|Rabbi|Imam|Moderator|Programme Lead|Team Lead|Lead"
)
FRENCH = (
    r"Président(?:e)?|Vice-président(?:e)?|Directeur|Directrice|Maire|Ministre|Professeur(?:e)?|Secrétaire|Ambassadeur|Ambassadrice|Député(?:e)?|Sénateur|Sénatrice|Doyen(?:ne)?|Recteur|Rectrice|Conservateur|Conservatrice|Chercheur|Chercheuse"
    r"|Maître(?:sse)? de conférences|Chargé(?:e)? de|Chef(?:fe)? de|Journaliste|Avocat(?:e)?|Juge|Préfet|Préfète|Conseiller|Conseillère|Historien(?:ne)?|Archiviste|Délégué(?:e)?|Adjoint(?:e)?|Écrivain(?:e)?|Médecin|Ingénieur(?:e)?|Coordinateur|Coordinatrice|Responsable"
)
GERMAN = (
    r"[\wäöü-]*[Pp]räsident(?:in)?|[\wäöü-]*[Dd]irektor(?:in)?|[\wäöü-]*[Ll]eiter(?:in)?|Vorsitzende(?:r)?|[\wäöü-]*[Mm]inister(?:in)?|[\wäöü-]*[Bb]ürgermeister(?:in)?|[\wäöü-]*[Pp]rofessor(?:in)?|[\wäöü-]*[Ff]ührer(?:in)?|[\wäöü-]*[Bb]ischof|[\wäöü-]*[Bb]ischöfin|[\wäöü-]*[Jj]ournalist(?:in)?"
    r"|[\wäöü-]*[Ss]ekretär(?:in)?|[\wäöü-]*[Rr]eferent(?:in)?|Herausgeber(?:in)?|Pfarrer(?:in)?|Landrat|Landrätin|Abgeordnete(?:r)?|Senator(?:in)?|Rektor(?:in)?|Dekan(?:in)?|Botschafter(?:in)?|Beauftragte(?:r)?|Vorstand|Sprecher(?:in)?|Historiker(?:in)?|Richter(?:in)?|Rechtsanw[aä]lt(?:in)?|[\wäöü-]*[Ww]issenschaftler(?:in)?|Schriftsteller(?:in)?|Autor(?:in)?|Bäuerin|Landwirt(?:in)?|Ärztin|Arzt|Architekt(?:in)?|Ingenieur(?:in)?"
)
SPANISH = r"Presidente|Presidenta|Director(?:a)?|Alcalde(?:sa)?|Ministr[oa]|Catedrátic[oa]|Profesor(?:a)?|Secretari[oa]|Embajador(?:a)?|Rector(?:a)?|Decan[oa]|Diputad[oa]|Senador(?:a)?|Periodista|Investigador(?:a)?|Coordinador(?:a)?|Jef[ea] de|Arquitect[oa]|Responsable|Consejer[oa]|Concejal(?:a)?|Abogad[oa]|Juez(?:a)?|Magistrad[oa]|Historiador(?:a)?|Escritor(?:a)?|Médic[oa]|Economista|Vicepresident[ea]|Subsecretari[oa]|Comisari[oa]|Representante"
# For patterns in running text. In the other languages an office stands behind its name.
ROLE_NOUN = rf"(?:{ENGLISH})"
HAS_ROLE = re.compile(rf"(?<![\w’'-])(?:{ENGLISH}|{FRENCH}|{GERMAN}|{SPANISH})\b", re.IGNORECASE)
