"""The forms of people's names."""

import re

from .words.letters import UPPER
from .words.offices import HAS_ROLE, ROLE_NOUN
from .words.places import is_place
from .words.word_lists import words_in

__all__ = ["HAS_ROLE", "ROLE_NOUN"]

HONORIFIC = (
    r"(?:(?:Dr\.?-Ing|Dr\.? ?(?:med\. ?(?:vet|dent)|med|phil|jur|iur|rer\. ?(?:nat|pol)|theol|h\. ?c)|Dr|Drs|Doctora?|Mr|Mrs|Ms|Mx|Professor|Prof|Sir|Dame|Lord|Lady|Baroness|H\.\s?E|HE|S\.\s?E|S\.\s?Exc|Hon|Judge|Justice|Sister|Brother|Father|Capt|Col|(?:The )?(?:Rt|Right)\.? Hon(?:ourable)?|(?:[Tt]he )?Lord|(?:Vice-|Rear-|Rear |Vice )?Admiral|(?:Lieutenant[- ]|Major[- ]|Brigadier[- ])?General|Brigadier|Commodore|Major|Air (?:Chief |Vice-)?Marshal|Cardinal|Maestro|Advocate|Superintendent|Aunty|Uncle|Councillor|Cllr|Revd|Rabbi|Imam|Suor|Fra|Schwester|Bruder|Pater|Sor|Fray|Irmã|Frei|Zuster|Captain|Colonel|Archbishop|Bishop"
    r"|(?:(?:The )?(?:Rt|Right|Very|Most)\.? )?Rev(?:eren)?d?|Sheikh|Princess|Prince|King|Queen|Mme|Mmes|M|MM|Mlle|Me|Maître|Monsieur|Madame|Pr|Herr|Frau|Univ\.-Prof|Ass\.-Prof|apl\.? Prof|PD|Priv\.-Doz|Mag|Dipl\.-Ing|Ing|Pfr|P|Hr|Fr|Sr|Sra|Srta|Don|Doña|D|Dña|D\.?ª|Sr\.?ª|Ilm[oa]\.?|Excm[oa]\.?|Dra|Profa|Lic|Mtro|Mtra|Excmo|Excma|Ilmo|Ilma|Dott|Dott\.ssa|Dott\.sa|Prof\.ssa|Avv|On\.|Sen\.|Arch\.|Mons\.|Professora?|Doutora?|Prof\.?ª|Dr\.?ª|Eng\.?ª?|Arq\.?ª?|Dhr|Mw|Mevr|dr|prof|ir|ing|drs|mr)\.?(?:\s+\((?:retd|ret)\.?\))?\s+)"
)
PART = rf"(?:(?:[a-z]{{1,3}}-|[dDlL][’']|['’](?:t\s)?)?[{UPPER}][\wÀ-ž’'-]*\.?)"
PARTICLE = r"(?:de la|de los|de las|van der|van den|von der|von und zu|de|da|do|dos|das|del|della|di|du|van|von|der|den|al|el|bin|bint|ibn|la|le|ter|ten|y|i|e|zu|ap|ab|ferch|mac|nic|ní|ó|vom|zur|zum|af|av|lo|li|ul|abu|ben|ould|san|st\.?|op de|van de|in ['’]t|['’]t|Al|El)"
LETTERS_AFTER = r"(?:,?\s+(?:of\s+[A-Z]\w+\s+)?(?:CBE|OBE|MBE|KBE|DBE|KCMG|CMG|GCMG|DCMG|QC|KC|PhD|Ed\.D\.|EdD|M\.D\.|LL\.M\.|LLM|Ph\.D\.|FRS|FBA|MP|MEP|MdB|MdL|SJ|OP|OSB)(?=[\s,;:()]|$))*"
PERSON_NAME = rf"{HONORIFIC}*{PART}(?:\s+(?:{PARTICLE}\s+)?{PART}){{1,3}}"
# After an honorific one name is enough: Lord Hill, Professor Souza.
TITLED = rf"(?:{HONORIFIC})+{PART}(?:\s+(?:{PARTICLE}\s+)?{PART}){{0,3}}(?:\s+of\s+{PART})?"
NO_NAME = re.compile(
    r"\b(?:University|Institute|Ministry|Council|United|Nations|House|Centre|Foundation|Government|Commission|Human|Rights|International|Conference|Group|Department|Office|School|Session|Welcome|Closing|Opening|Coffee|Working|General|Assembly|Security|Session|Member|States)\b"
)
OFFICE_FIRST = re.compile(
    rf"(?P<role>.*(?:\b(?i:{ROLE_NOUN})|{HAS_ROLE.pattern})\b(?:\s+(?:of|for|to|on|at|de|del|di|della|dell[’']|des|du|für)\s+[\w ’'-]+?)?)\s+(?P<name>{PERSON_NAME})"
)
TITLES = re.compile(rf"^{HONORIFIC}+")
LETTERS_BEHIND = re.compile(rf"{LETTERS_AFTER}$")
# Nouns of occupations that are surnames as well.
SURNAMES = re.compile(
    r"(?:Abbot|Archer|Baker|Bauer|Beekeeper|Bishop|Boer|Brewer|Builder|Carpenter|Chancellor|Chaplain|Dean|Farmer|Forester|Gardener|Judge|Kaufmann|Maire|Mayor|Meister|\w{2,}meister|Miner|Pastor|Pfarrer|Poeta?|Pope|Priest|Printer|Prior|Ranger|Reader|Rector|Richter|Sailor|Senator|Singer|Student|Surgeon|Warden|Arzt|Bischof|Lehrer|Preuss|Doyen|Abad|Juez|Vescovo|Maestri?|Bispo|Arts|Leiter|Berater|Sprecher|Vorstand|Recteur|Juge)"
)
WHOLE = re.compile(rf"(?:{TITLED}|{PERSON_NAME}){LETTERS_AFTER}")
MOST_CHARACTERS = 60


def is_name(text: str) -> bool:
    """Whether `text` has the form of a person's name and no word that names do not have."""
    if len(text) > MOST_CHARACTERS or not WHOLE.fullmatch(text):
        return False
    bare, no_names = LETTERS_BEHIND.sub("", _bare(text)), words_in("not_in_names")
    parts = re.findall(r"[\w’'-]+", bare)
    loud = bare.isupper() and bare == text and len(bare) > 4
    return not (
        loud
        or is_place(text)
        or any(part.casefold() in no_names for part in parts if part[0].isupper())
        or (len(parts) > 1 and HAS_ROLE.search(bare) and not _has_surname_of_trade(bare))
    )


def _has_surname_of_trade(name: str) -> bool:
    """Whether only the surname is the noun of an occupation: "Anna Richter", "Marijke de Boer"."""
    first, _, surname = name.rpartition(" ")
    is_trade = SURNAMES.fullmatch(surname) and not HAS_ROLE.search(first)
    return bool(is_trade) and _has_first_name(name)


def is_known_name(text: str) -> bool:
    """Whether `text` is the name of a person for sure: it has an honorific or a known first name."""
    return is_name(text) and (bool(TITLES.match(text)) or _has_first_name(text))


def bare_name(name: str) -> str:
    """The name in small letters without honorifics, to see whether two names are of one person."""
    return re.sub(rf"{LETTERS_AFTER}$", "", TITLES.sub("", name)).casefold().strip(" .,")


def is_first_name(word: str) -> bool:
    return word.casefold() in words_in("first_names")


def _has_first_name(text: str) -> bool:
    first = re.match(r"[\w’']+", text)
    return bool(first) and is_first_name(first.group())  # type: ignore[union-attr]


def office_and_name(text: str) -> tuple[str | None, str | None]:
    """`("Secretary-General", "António Guterres")` for "Secretary-General António Guterres" and for
    "António Guterres, Secretary-General". `(None, None)` when `text` names no person."""
    text = re.sub(r"^(?:the|then|as|by|former)\s+", "", text.strip(" ,"), flags=re.IGNORECASE)
    parts = re.split(r",\s+", text)
    named = [
        part
        for part in parts
        if re.fullmatch(PERSON_NAME, part)
        and not HAS_ROLE.search(_bare(part))
        and not NO_NAME.search(part)
    ]
    if named:
        role = ", ".join(part for part in parts if part != named[0]) or None
        return role, named[0]
    for place, part in enumerate(parts):
        match = OFFICE_FIRST.fullmatch(part)
        if (
            match
            and not NO_NAME.search(match["name"])
            and not HAS_ROLE.search(_bare(match["name"]))
        ):
            return ", ".join([match["role"], *parts[place + 1 :]]), match["name"]
    return None, None


def _bare(name: str) -> str:
    return TITLES.sub("", name)
