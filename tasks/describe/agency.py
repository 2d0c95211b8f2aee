"""Knows the news agencies: by their name or initials, in a dateline, a byline or metadata."""

import re
from functools import lru_cache

_NAMES = """
Reuters; Thomson Reuters=Reuters; AP; Associated Press=AP; The Associated Press=AP; AP News=AP
AFP; Agence France-Presse=AFP; Agence France Presse=AFP; dpa; DPA=dpa; dpa-infocom=dpa; dpa-AFX
Deutsche Presse-Agentur=dpa; ANN; Asia News Network=ANN; UPI; United Press International=UPI
PA; PA Media=PA; Press Association=PA; PA News Agency=PA; APA; Austria Presse Agentur=APA; sda
Keystone-SDA=sda; SDA=sda; ats; Keystone-ATS=ats; AWP; Belga; ANP; NTB; TT; Ritzau; STT; FNB
Xinhua; Xinhua News Agency=Xinhua; TASS; ITAR-TASS=TASS; RIA Novosti; Interfax; Interfax-Ukraine
Yonhap; Yonhap News Agency=Yonhap; Kyodo; Kyodo News=Kyodo; Jiji; Jiji Press=Jiji; Newsis; News1
PTI; Press Trust of India=PTI; ANI; IANS; UNI; Bernama; Antara; CNA; VNA; TNA; KCNA; KUNA; WAM; SPA
CP; The Canadian Press=CP; Canadian Press=CP; La Presse Canadienne=CP; AAP; Bloomberg
Bloomberg News=Bloomberg; Anadolu; Anadolu Agency=Anadolu; Anadolu Ajansı=Anadolu; DHA; İHA; IRNA
ISNA; MENA; ANSA; Adnkronos; AGI; LaPresse; Askanews; EFE; Agencia EFE=EFE; Europa Press; Lusa
Agência Lusa=Lusa; Agência Brasil; Notimex; Télam; Telam=Télam; Prensa Latina; MTI; PAP; ČTK
CTK=ČTK; TASR; SITA; Agerpres; Mediafax; BTA; HINA; Hina=HINA; Tanjug; BETA; FoNet; SRNA; FENA
Ukrinform; UNIAN; BelTA; Kazinform; SID; epd; KNA; AFP Relaxnews=AFP; GlobeNewswire
PR Newswire; Business Wire; Dow Jones; Dow Jones Newswires=Dow Jones; Tribune News Service
NAN; News Agency of Nigeria=NAN; SAPA; GNA; AIM; Inter Press Service=IPS; IPS; Pacnews; RNZ Pacific
Knight Ridder; McClatchy; Scripps Howard News Service; Cox News Service; States News Service
"""
AGENCIES: dict[str, str] = {}
"""Name in lower case to the name we give it."""
_INITIALS: set[str] = set()
for _entry in _NAMES.replace("\n", ";").split(";"):
    _name, _, _known_as = _entry.strip().partition("=")
    if _name:
        AGENCIES[_name.lower()] = _known_as or _name
        if _name.isupper():
            _INITIALS.add(_name.lower())  # 'Ann' is a person, ANN an agency

_SOUNDS_LIKE_ONE = re.compile(
    r"\b(?:news agency|press agency|newswires?|wire services?|wire reports?|presseagentur|"
    r"nachrichtenagentur|agencia de noticias)\b",
    re.I,
)
_SPLIT = re.compile(r"\s*(?:/|,|;|\+|&|\||\band\b|\bund\b|\bet\b|\by\b)\s*")
_GENERIC = re.compile(
    r"^(?:and |with |mit |und |en |aus )?(?:news )?"
    r"(?:(?:press )?agenc(?:y|ies)|wires?|agenturen|(?:nachrichten|presse)?agentur|agences|"
    r"agencias?(?: de noticias)?)$",
    re.I,
)


@lru_cache(maxsize=65_536)
def agency_named(text: str) -> str | None:
    """Return the agency that a short text names as a whole, such as ``Associated Press``."""
    name = text.strip(" .,()[]*\u00a9")
    key = name.lower().removeprefix("the ").removeprefix("von ").strip()
    found = AGENCIES.get(key)
    if found is not None and key in _INITIALS and name == name.capitalize():
        return None
    if found is None and _SOUNDS_LIKE_ONE.search(name) and len(name) < 60 and "|" not in name:
        return None if is_agency_word(name) else name
    return found


def is_agency_word(text: str) -> bool:
    """Say whether a text only says 'agencies' in some language, without naming one."""
    return bool(_GENERIC.match(text.strip(" .,()")))


def agencies_in(text: str) -> list[str]:
    """Return the agencies that a credit such as ``The Japan News/ANN`` names, in its order."""
    whole = agency_named(text)
    if whole:
        return [whole]
    named = (agency_named(part) for part in _SPLIT.split(text))
    return list(dict.fromkeys(name for name in named if name))
