"""The numbers of a pair in plain Python, written apart from the stage to check it."""

import unicodedata

ALONE = [(0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x2E80, 0x312F)]
ALONE += [(0x31A0, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x10FFFF)]


def words(text: str) -> list[str]:
    found, word = [], ""
    for original in text:
        if ord(original) >= 0xE0000:  # tags, variation selectors, private use
            continue
        apostrophe = original in "'’‘ʼ＇`´"
        folded = original if apostrophe else unicodedata.normalize("NFKD", original).casefold()
        for c in unicodedata.normalize("NFKD", folded) if not apostrophe else original:
            category = unicodedata.category(c)
            if c in "'’‘ʼ＇`´" or unicodedata.combining(c) or category == "Cf":
                continue
            if 0xFE00 <= ord(c) <= 0xFE0F:
                continue
            is_letter = category[0] in "LN" or category in ("Mn", "Mc") or ord(c) >= 0x20000
            alone = is_letter and any(low <= ord(c) <= high for low, high in ALONE)
            if is_letter and not alone:
                word += c
                continue
            found += [word] * bool(word) + [c] * alone
            word = ""
    return found + [word] * bool(word)


def shingles(text: str) -> list[tuple[str, ...]]:
    w = words(text)
    return [tuple(w[i : i + 5]) for i in range(max(1, len(w) - 4))] if w else []


def numbers(a: str, b: str) -> dict[str, float]:
    left, right = set(shingles(a)), set(shingles(b))
    shared = left & right
    shorter, longer = (a, right) if len(words(a)) <= len(words(b)) else (b, left)
    lead = shingles(shorter)[:50]
    return {
        "shared_shingles": len(shared),
        "jaccard": len(shared) / len(left | right),
        "containment_a_in_b": len(shared) / len(left),
        "containment_b_in_a": len(shared) / len(right),
        "lead_share": sum(s in longer for s in lead) / len(lead),
    }
