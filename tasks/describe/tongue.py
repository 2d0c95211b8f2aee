"""Settles the language of documents between what is given, what a page states and the text."""

import polars as pl

from tasks.describe.language import ENOUGH_CHARS, MIXED, SURE, identify_languages

_TAIL_CHARS = 300
_LONG = 1_500  # characters; only a longer text is asked whether its end is in another language
_CLOSE = (
    frozenset({"no", "nb", "nn", "da", "sv"}), frozenset({"sr", "hr", "bs", "sl", "mk", "bg"}),
    frozenset({"id", "ms", "jv", "su"}), frozenset({"en", "pcm", "sco"}), frozenset({"zh", "yue"}),
    frozenset({"es", "gl", "pt", "ca", "ast"}), frozenset({"cs", "sk"}), frozenset({"de", "lb"}),
    frozenset({"nl", "af", "li"}), frozenset({"ru", "uk", "be"}), frozenset({"hi", "mr", "ne"}),
    frozenset({"ar", "ary", "arz", "fa", "ur"}), frozenset({"fr", "gcf", "oc", "ht"}),
)  # fmt: skip


def settle_languages(texts: pl.Series, stated: list[tuple[str | None, bool]]) -> pl.DataFrame:
    """Return language, language_score and language_flags for every text.

    `stated` has, for each text, the language that someone states and whether that was the record.
    A language given with the record wins with score 1. A page's ``lang`` attribute is a prior:
    it is believed where the text is too short or the identification unsure. Without it such a
    text gets null and the flag language_unknown.
    """
    heads, sure = identify_languages(texts)
    lengths = texts.str.len_chars().to_list()
    mixed = _mixed(texts, heads, sure.tolist())
    rows = [
        _settle(code, score, length, said, given, is_mixed)
        for code, score, length, (said, given), is_mixed in zip(
            heads, sure.tolist(), lengths, stated, mixed, strict=True
        )
    ]
    languages, scores, flags = zip(*rows, strict=True) if rows else ((), (), ())
    return pl.DataFrame(
        {
            "language": pl.Series(languages, dtype=pl.String),
            "language_score": pl.Series(scores, dtype=pl.Float32),
            "language_flags": pl.Series(flags, dtype=pl.List(pl.String)),
        }
    )


def _settle(
    code: str, score: float, length: int, said: str | None, given: bool, is_mixed: bool
) -> tuple[str | None, float | None, list[str]]:
    flags = ["mixed_language"] if is_mixed else []
    if given and said:
        return said, 1.0, flags
    base = said.partition("-")[0] if said else None
    if length >= ENOUGH_CHARS and score >= SURE:
        return code, min(1.0, score), flags
    if base:
        return base, 0.5, flags
    return None, None, [*flags, "language_unknown"]


def _mixed(texts: pl.Series, heads: list[str], sure: list[float]) -> list[bool]:
    """Say of every text whether its end is surely in another language than its start."""
    found = [False] * len(heads)
    long = (texts.str.len_chars() > _LONG).arg_true()
    tails, tail_sure = identify_languages(texts.gather(long).str.tail(_TAIL_CHARS))
    for place, tail, score in zip(long.to_list(), tails, tail_sure.tolist(), strict=True):
        both = {tail, heads[place]}
        differs = len(both) == 2 and not any(both <= group for group in _CLOSE)
        found[place] = differs and score >= MIXED and sure[place] >= MIXED
    return found
