"""Words that tell whether a date is that of the event, or that of a page or a deadline."""

import re

WRITTEN = re.compile(
    r"\b(?:published|posted|updated|modified|accessed|retrieved|created|written|archived|deadlines?|apply by|register by"
    r"|registration|applications?|closing date|submissions?|submit|abstracts|notification|early bird|due|revised|version|as (?:of|at)"
    r"|(?:originally|initially|previously) (?:planned|scheduled|due|to)|(?:immediate )?release|call opens|opens|tickets until|until|embargo\w*|news|blog|geplaatst|gepubliceerd|bijgewerkt|pubblicato|aggiornato|modificato|atualizado|modifié|geändert|date of (?:issue|publication)"
    r"|anmeld\w*|anmeldeschluss|einreichung\w*|frist|bis zum|veröffentlicht|stand|aktualisiert|inscriptions?|inscrire|s[’']inscrire|avant le|jusqu[’']au|date limite|publié|mis à jour|soumission\w*"
    r"|inscripci\w+|iscrizion\w+|entro il|scadenza|inscriç\w+|até ao dia|aanmeld\w*|tilmeld\w*|påmeld\w*|anmäl\w*|senest|senast|frist|publisert|publicerad|offentliggjort|opdateret|oppdatert|uppdaterad|opublikowano|rejestracj\w+|zgłosz\w+|printed|gedruckt|imprimé\w*|impreso|impresso|stampato|afgedrukt|letzte änderung|besucher|visiteurs?|visitors?|suscri\w+|abonn\w+|last (?:modified|edited|changed|saved)|edited|plazo|envío|hasta el|fecha límite|publicado|actualizado)\b",
    re.IGNORECASE,
)
HAPPENS = re.compile(
    r"\b(?:takes?|took|taking|taken) place\b|\b(?:held|convened?s?|hosted|hosts|scheduled|met|meets?|gather(?:s|ed)|runs?|ran"
    r"|organi[sz]ed|delivered|given|brought together|opens|opened|findet|fand|finden|fanden|stattgefunden|se tiendra|se tiendront|s[’']est tenue?|se sont tenue?s|aura lieu|auront lieu|a eu lieu|ont eu lieu|a lieu|ont lieu|se déroulera|se déroule|se celebr\w+|tendrá lugar|tuvo lugar|se realiz\w+|veranstaltet|lädt|si terrà|si terranno|si svolgerà|si svolgeranno|vinden|vonden|tendrán lugar|terão lugar|decorrem|si tiene|si svolge|si è (?:tenut|svolt)[oa]|realiza-se|realizou-se|realizar-se-á|decorre(?:u|rá)?|terá lugar|teve lugar|vindt|vond|wordt gehouden|werd gehouden)\b|\b(?:is|was|will be) (?:on|from|in)\b",
    re.IGNORECASE,
)
INVITES_TO_COME = re.compile(
    r"\b(?:join us|invit\w+|welcome you|laden|lädt|einladen|einzuladen|vous attend\w*|esperamos|aspett\w+|nodig(?:en|t)|save the date)\b",
    re.IGNORECASE,
)
# What a deadline has before its day: "até 30/06/2023".
UNTIL_DAY = re.compile(
    r"^\W*(?:until|till|by|before|no later than|bis(?:\s+(?:zum|spätestens))?|vor|jusqu[’']au|avant(?:\s+le)?|hasta(?:\s+el)?|antes del|até(?:\s+(?:ao?|o)(?:\s+dia)?)?|fino al|entro(?:\s+il)?|tot(?:\s+en\s+met)?|vóór)\s*$",
    re.IGNORECASE,
)
OF_ANOTHER = re.compile(r"\b(?:which|that|who|when|where|after|before|adopted|signed|launched)\b")
TO_DATE_FIRST = re.compile(
    r"^(?:le|am|den|on|el|il|op|du|from|between|dal|del|vom)\s+", re.IGNORECASE
)


def is_near(before: str) -> bool:
    """Whether the event is the subject of the last verb of happening in `before`."""
    last = list(HAPPENS.finditer(before))[-1]
    return not OF_ANOTHER.search(before[last.end() :])
