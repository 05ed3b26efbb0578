"""The forms of people's names and offices."""

import re

HONORIFIC = r"(?:(?:Dr|Mr|Mrs|Ms|Mx|Professor|Prof|Sir|Dame|Lord|Lady|Baroness|H\.\s?E|HE|Judge|Justice|(?:The )?(?:Rt|Right)\.? Hon(?:ourable)?|(?:[Tt]he )?Lord|General|Admiral|Captain|Colonel|Archbishop|Bishop|(?:(?:The )?(?:Rt|Right|Very|Most)\.? )?Rev(?:eren)?d?|Sheikh|Princess|Prince|King|Queen)\.?\s+)"
PART = r"[A-ZÀ-ÝŁŚŠŽČÖÜØÅ][\wÀ-ž’'-]*\.?"
PARTICLE = r"(?:de la|de los|van der|van den|von der|de|da|do|dos|das|del|di|du|van|von|der|den|al|el|bin|bint|ibn|la|le|ter|ten|y|Al)"
LETTERS = (
    r"(?:\s+(?:of\s+[A-Z]\w+\s+)?(?:CBE|OBE|MBE|KBE|DBE|KCMG|CMG|GCMG|DCMG|QC|KC|PhD|FRS|FBA))*"
)
NAME = rf"{HONORIFIC}*{PART}(?:\s+(?:{PARTICLE}\s+)?{PART}){{1,3}}"
# After an honorific one name is enough: Lord Hill, Professor Souza.
TITLED = rf"(?:{HONORIFIC})+{PART}(?:\s+(?:{PARTICLE}\s+)?{PART}){{0,3}}"
ROLE_NOUN = (
    r"(?:Secretary[- ]General|High Commissioner|Commissioner|Secretary of State|State Secretary|Foreign Secretary|Secretary|Prime Minister|Foreign Minister|Minister|President|Vice[- ]President"
    r"|Chancellor|Ambassador|Permanent Representative|Special Rapporteur|Rapporteur|Special Representative|Special Envoy|Envoy|Representative|Director[- ]General|Executive Director|Director|Chairperson|Chairwoman|Chairman|Chair|Head"
    r"|Professor|Judge|Justice|Commissioner|Adviser|Advisor|Counsellor|Coordinator|Chief Executive|CEO|Founder|Fellow|Lecturer|Researcher|Editor|Journalist|Activist|Author|Delegate|Spokesperson|Spokesman|Spokeswoman"
    r"|Administrator|Governor|Mayor|Senator|Member of Parliament|MP|Attorney[- ]General|Ombudsman|Ombudsperson|Prosecutor|Registrar|Dean|Rector|Manager|Officer|Expert|Analyst|Lawyer|Deputy|Under[- ]Secretary[- ]General|Assistant Secretary[- ]General|General Secretary|Treasurer|Pope|Bishop|Archbishop|Convenor|Convener|Facilitator|Partner|Principal|Chief|Member)"
)
HAS_ROLE = re.compile(rf"\b{ROLE_NOUN}\b", re.IGNORECASE)
NO_NAME = re.compile(
    r"\b(?:University|Institute|Ministry|Council|United|Nations|House|Centre|Foundation|Government|Commission|Human|Rights|International|Conference|Group|Department|Office|School|Session|Welcome|Closing|Opening|Coffee|Working|General|Assembly|Security|Session|Member|States)\b"
)
OFFICE_FIRST = re.compile(
    rf"(?P<role>.*\b(?i:{ROLE_NOUN})\b(?:\s+(?:of|for|to|on|at)\s+[\w ’'-]+?)?)\s+(?P<name>{NAME})"
)


def office_and_name(text: str) -> tuple[str | None, str | None]:
    """`("Secretary-General", "António Guterres")` for "Secretary-General António Guterres" and for
    "António Guterres, Secretary-General". `(None, None)` when `text` names no person."""
    text = re.sub(r"^(?:the|then|as|by|former)\s+", "", text.strip(" ,"), flags=re.IGNORECASE)
    parts = re.split(r",\s+", text)
    named = [
        part
        for part in parts
        if re.fullmatch(NAME, part)
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
    return re.sub(rf"^{HONORIFIC}+", "", name)
