"""Turns the bytes of a document into text and notes what was wrong with them."""

import codecs
import re
from dataclasses import dataclass

from resiliparse.parse.encoding import detect_encoding, map_encoding_to_html5

from tasks.ingest.sniff import byte_order_mark

MAX_DAMAGED_SHARE = 0.05  # of characters; real pages stay under .01, random bytes are over .1
MIN_DAMAGED = 4

_DECLARED = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]+")
_SURROGATES = re.compile("[\ud800-\udfff]")
_MOJIBAKE = re.compile("â€[œ™“”˜\x9c\x9d\x99\x93\x94¦]|Ã[\x80-\xbf‚ƒ„…†‡ˆ‰Š‹Œ]|Â[\xa0-\xbf]")
_SUPERSETS = {"euc-kr": "cp949", "shift-jis": "cp932", "gb2312": "gb18030", "gbk": "gb18030"}
_SEVEN_BIT = b"\x1b$"  # ISO-2022 switches alphabets with escapes: valid ASCII, wrong text


class UndecodableError(ValueError):
    """The bytes are no text in any encoding that could be found."""


@dataclass(frozen=True)
class Decoded:
    """Text, the encoding it was read with, and the words for what was mended."""

    text: str
    charset: str
    damage: list[str]


def mend(text: str) -> tuple[str, bytes, list[str]]:
    """Return text that Arrow and UTF-8 accept, its bytes, and the damage: what was odd in it.

    NULs and lone surrogates are taken out; mojibake (UTF-8 once read as a one-byte encoding) is
    only told, because undoing it can harm good text.
    """
    damage: list[str] = []
    if "\x00" in text:
        text = text.replace("\x00", "")
        damage.append("nul_removed")
    try:
        raw = text.encode()
    except UnicodeEncodeError:
        text = _SURROGATES.sub("", text)
        raw = text.encode()
        damage.append("surrogates_removed")
    if len(raw) == len(text):  # ASCII, which is never mojibake
        return text, raw, damage
    if "\ufffd" in text:
        damage.append("replaced_characters")
    if ("â€" in text or "Ã" in text or "Â" in text) and len(_MOJIBAKE.findall(text)) > 1:
        damage.append("mojibake_suspected")
    return text, raw, damage


def _wide_codec(data: bytes) -> str | None:
    """Return the UTF-16 or UTF-32 flavour that the places of the NULs in ASCII text betray."""
    head = data[:4096]
    if head.count(0) * 4 < len(head):
        return None
    zeros = [head[i::4].count(0) * 8 > len(head) for i in range(4)]
    patterns = {
        (False, True, True, True): "utf-32-le",
        (True, True, True, False): "utf-32-be",
        (False, True, False, True): "utf-16-le",
        (True, False, True, False): "utf-16-be",
    }
    return patterns.get((zeros[0], zeros[1], zeros[2], zeros[3]))


def _codec(name: str) -> str | None:
    """Return the Python codec for a charset's name as the web means it, or None if unknown."""
    name = name.strip().lower()
    standard = map_encoding_to_html5(name, fallback_utf8=False) or name
    wide = _SUPERSETS.get(standard.lower().replace("_", "-"), standard)
    try:
        return codecs.lookup(wide).name
    except LookupError:
        return None


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None


def _candidates(data: bytes, declared: str | None) -> list[tuple[str, bool]]:
    """List (codec, guessed) in the order to try: marks, patterns, UTF-8, declared, detected."""
    if marked := byte_order_mark(data):
        return [(marked, False)]
    stated = _codec(declared) if declared else None
    if wide := _wide_codec(data):
        return [(wide, wide.replace("-", "") != (declared or "").lower().replace("-", ""))]
    seven_bit = _SEVEN_BIT in data
    found = [] if seven_bit else [("utf-8", False)]
    if stated:
        found.append((stated, False))
    if detected := detect_encoding(data, html5_compatible=False):
        found.append((_codec(detected) or "utf-8", True))
    return [*found, ("utf-8", False), ("cp1252", True)]


def _damaged_utf8(data: bytes) -> str | None:
    """Return text that is UTF-8 but for a few broken bytes, as truncation and splicing leave it."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    beyond_ascii = sum(map(len, _BEYOND_ASCII.findall(text)))
    return text if beyond_ascii > 3 * bad else None


def _read(data: bytes, declared: str | None) -> tuple[str, str, bool]:
    candidates = _candidates(data, declared)
    if candidates[0][0] == "utf-8" and (text := _strictly(data, "utf-8") or _damaged_utf8(data)):
        return text, "utf-8", False
    for codec, guessed in candidates:
        if (text := _strictly(data, codec)) is not None:
            return text, codec, guessed
    codec, guessed = next((c for c in candidates if c[0] != "utf-8"), candidates[0])
    return data.decode(codec, "replace"), codec, guessed


def decode(data: bytes, hint: str | None = None, html: bool = False) -> Decoded:
    """Decode a document's bytes.

    `hint` is the charset that a transfer header states; with `html`, a `<meta charset>` counts
    too. Bytes that are valid UTF-8 are UTF-8 whatever was declared. Damage words:
    charset_guessed, replaced_characters, nul_removed, surrogates_removed, mojibake_suspected.
    Raises UndecodableError when more than one character in twenty is a control character or
    could not be decoded.
    """
    declared = hint
    if html and (meta := _DECLARED.search(data[:4096])):
        declared = declared or meta[1].decode("ascii", "replace")
    text, codec, guessed = _read(data, declared)
    text = text.removeprefix("\ufeff")
    bad = len(_CONTROLS.findall(text))
    if bad >= MIN_DAMAGED and bad > MAX_DAMAGED_SHARE * len(text):
        raise UndecodableError(f"{bad:,} of {len(text):,} characters are controls or unreadable")
    text, _, damage = mend(text)
    if guessed:
        damage.insert(0, "charset_guessed")
    return Decoded(text, codec.removesuffix("-sig"), damage)
