"""The menus, notices and links that a site repeats on every page."""

import re
from dataclasses import replace

from .page import Block
from .words.events import EVENT

WHOLE = re.compile(
    r"""^(?:
    skip\ to\ (?:main\ |the\ )?(?:content|navigation)|(?:main\ )?menu|toggle\ \w+|search(?:\ \w+)?|home(?:page)?
    |(?:accept|reject|manage)\ (?:all\ )?(?:cookies|additional\ cookies|preferences)|cookies?(?:\ (?:policy|settings|notice))?
    |privacy(?:\ (?:policy|notice|statement))?|terms(?:\ (?:and|&)\ conditions|\ of\ use)?|accessibility(?:\ statement)?
    |site\ ?map|imprint|contact(?:\ us)?|about(?:\ us)?|what\ we\ do|who\ we\ are|our\ (?:work|team|people|story)|careers|jobs
    |news(?:room)?|events?|publications|reports|resources|media(?:\ centre)?|blog|donate(?:\ now)?|log\ ?in|sign\ in|register\ now\ or\ log\ in
    |share(?:\ (?:this|on|via)(?:\ \w+){0,3})?|tweet|e-?mail(?:\ this)?|print(?:\ this\ page|\ page)?|back(?:\ to\ (?:top|events|all\ events|list|news|the\ top))?
    |page\ \d{1,3}(?:\ (?:of|/)\ \d{1,3})?|[-–—]\ ?\d{1,3}\ ?[-–—]
    |top|next|previous|close|facebook|twitter|x\ \(twitter\)|linkedin|instagram|youtube|flickr|rss
    |follow\ us(?:\ on\ .{1,40})?|english|français|deutsch|español|en|fr|de|es|all\ rights\ reserved\.?
    |(?:you\ are\ here|sie\ (?:sind|befinden\ sich)\ hier|vous\ êtes\ ici|(?:usted\ )?está\ aquí|(?:você\ )?está\ aqui|sei\ (?:qui|in)|ti\ trovi\ (?:qui|in)|u\ bent\ hier|je\ bent\ hier):?.{0,200}|[\w-]*\d{6,}[\w-]*|.{0,120}\d{3,4}[x×]\d{3,4}.{0,40}|(?:webinar|event|meeting|conference)\ registration|\S.{0,80}\.(?:jpe?g|png|gif|webp)
    |(?:please\ note[:,]?\ )?this\ event\ (?:has\ (?:passed|ended|finished|taken\ place)|is\ over|is\ in\ the\ past)\.?|past\ (?:event|conference|meeting|webinar)
    |(?:«\ |‹\ |<\ )?all\ events|skip\ to\ \w+(?:\ \w+)?|view\ map|show\ map|cookie\ .{1,30}|accept\ all|read\ aloud|listen|page\ \d+\ sur\ \d+|seite\ \d+
    |accueil|startseite|inicio|menü|menu\ principal|aller\ au\ contenu.{0,20}|zum\ inhalt.{0,20}|saltar\ al\ contenido.{0,20}|partager|teilen|compartir|imprimer|drucken|imprimir|kontakt|impressum|datenschutz.{0,20}|mentions\ légales|aviso\ legal
    |actualités|termine|noticias|recherche|suche|buscar|nach\ oben|haut\ de\ page|volver|zurück(?:\ (?:zu|zur|zum)\ .{1,40})?|retour(?:\ (?:à|au|aux)\ .{1,40})?|volver\ al?\ .{1,40}|torna\ a\w*\ .{1,40}|voltar(?:\ (?:à|ao|para)\ .{1,40})?|terug(?:\ naar\ .{1,40})?|cet\ événement\ est\ (?:passé|terminé)\.?|diese\ veranstaltung\ (?:hat\ bereits\ stattgefunden|ist\ vorbei)\.?|este\ evento\ ha\ pasado\.?
    |(?:header\ |hero\ |banner\ |featured\ )?image|loading(?:\.\.\.|…)?|add\ to\ (?:my\ )?calendar
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
# The blocks below such a heading are about other events.
RELATED = re.compile(
    r"^(?:(?:(?:also )?(?:coming (?:up|soon)|upcoming|forthcoming)|in the diary|dates? for (?:the|your) diary|(?:more|other|further|upcoming|forthcoming) dates"
    r"|(?:prochainement|à venir|au(?:x)? prochains? rendez-vous|également à l[’']agenda|dans la même (?:rubrique|catégorie|collection))|demnächst|vorschau|ausblick|außerdem|im gleichen bereich"
    r"|(?:próximamente|otras? fechas?|en (?:la|esta) misma (?:sección|categoría))|prossimamente|nella stessa (?:sezione|categoria)|brevemente|na mesma secção|binnenkort)"
    r"|(?:related|recent|latest|more|other|upcoming|similar|further|next|previous|forthcoming|other upcoming)\s+"
    rf"(?:events?|news|posts?|content|articles|pages|publications|conferences|meetings|stories)|(?:other|more|upcoming|forthcoming|related|recent|past)\s+{EVENT}s|you (?:may|might) also (?:like|be interested in)"
    r"|past\s+(?:events|news|posts|articles|publications|conferences|meetings|stories)"
    r"|read next|see also|also of interest|related content|explore more|more (?:from|like this).{0,40}|what[’']s (?:on|new|next)|most (?:read|popular)"
    r"|(?:à )?lire aussi|voir aussi|à lire également|sur le même (?:thème|sujet)|(?:(?:autres|prochains|derniers|nos) )?(?:événements|évènements|rendez-vous|articles) (?:à venir|similaires|récents|liés|passés)|autres (?:événements|évènements|articles|rendez-vous)|dernières actualités|prochains (?:événements|évènements|rendez-vous)"
    r"|(?:weitere|ähnliche|kommende|nächste|frühere|vergangene|verwandte|andere) (?:veranstaltungen|termine|tagungen|beiträge|artikel|meldungen|nachrichten|themen)|das könnte (?:sie|dich) (?:auch )?interessieren|mehr zum thema|lesen sie auch|siehe auch"
    r"|(?:otros|próximos|últimos|anteriores) (?:eventos|actos|artículos)|(?:otras|últimas|más|próximas) (?:noticias|actividades|jornadas)|(?:noticias|actividades|artículos|eventos|entradas) (?:relacionad[oa]s|recientes|anteriores)|(?:también )?(?:te|le) pued[ea]n? interesar|(?:lea|lee|ver|vea) también"
    r"|(?:altri|prossimi|ultimi) (?:eventi|appuntamenti|articoli)|(?:eventi|articoli|notizie|appuntamenti) (?:correlat[ie]|recenti|simili)|leggi anche|vedi anche|potrebbe(?:ro)? interessarti|ultime notizie"
    r"|(?:outros|próximos|últimos) (?:eventos|artigos)|(?:eventos|artigos|notícias) (?:relacionad[oa]s|recentes)|(?:leia|veja) também|últimas notícias"
    r"|(?:gerelateerde|recente|andere|meer|komende|laatste|overige) (?:berichten|artikelen|evenementen|activiteiten|bijeenkomsten|nieuws)|lees ook|zie ook|ook interessant)\s*:?$",
    re.IGNORECASE,
)
# The heading of a list of news or of a calendar of the site.
NEWS = re.compile(
    r"news|notícias|noticias|actualités|aktuelles|nachrichten|nieuws|notizie|avvisi|diary",
    re.IGNORECASE,
)
WITHIN = re.compile(
    r"^(?:©|\(c\)\s|copyright\b)|\ball rights reserved\b|\bregistered (?:charity|company|office|in england)\b"
    r"|\b(?:verwende[nt]|utilis\w+|utiliz\w+|usa|usamos|usano|gebruikt?|gebruiken|gebruik van)\b.{0,40}\bcookies\b|\bwe use (?:some )?(?:essential )?cookies\b|^this (?:web)?site uses cookies\b|^powered by \w+$",
    re.IGNORECASE,
)
UNTIL_THE_END = 1
CRUMBS = re.compile(
    r"^(?:home|accueil|startseite|inicio|início)\s*[>»/›|]\s*\S.{0,200}$", re.IGNORECASE
)
# Communication > Press releases; Events / Archive / Conferences
PATH = re.compile(
    r"^[\w’' &-]{2,40}(?:(?:\s[>»›]\s[\w’' &-]{2,60}){1,6}|(?:\s/\s[\w’' &-]{2,40}){2,6})$"
)
MENU = re.compile(r"^(?:[\w’' &-]{2,30}\s[|•·]\s){2,}[\w’' &-]{2,30}$")


def is_boilerplate(text: str) -> bool:
    """Whether a block with this text belongs to the site and not to the content of the page."""
    text = text.strip()
    return bool(
        WHOLE.match(text) or WITHIN.search(text[:400]) or CRUMBS.match(text) or is_menu(text)
    )


def is_menu(text: str) -> bool:
    """Whether the line is a menu (Home | About | Events) or a path. A line with a date or a code is
    none."""
    return bool(MENU.match(text) or PATH.match(text) or CRUMBS.match(text)) and not re.search(
        r"\d", text
    )


def without_related(text: str, blocks: list[Block]) -> list[Block]:
    """The blocks, with each list of related events marked as boilerplate. Such a list ends at the
    next heading of the same level. Without a level it goes on to the end of the page."""
    titled, until = False, 0
    marked = []
    for block in blocks:
        is_heading = block.kind == "heading"
        if until and is_heading and block.level <= until:
            until = 0
        line = text[block.start : block.end]
        related = RELATED.match(line) or (is_heading and block.level > 1 and NEWS.fullmatch(line))
        if titled and block.kind != "address" and related:
            until = block.level or UNTIL_THE_END
        titled = titled or (is_heading and block.level == 1)
        keep = not until or block.kind in ("address", "data")
        marked.append(block if keep else replace(block, kind="boilerplate"))
    return marked
