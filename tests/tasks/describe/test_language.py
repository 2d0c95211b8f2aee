"""The compiled identification gives what the library gives, and short texts are left open."""

import polars as pl
import pytest

from tasks.describe.language import SLICE_CHARS, identify_languages, normal_code
from tasks.describe.tongue import settle_languages
from tests.tasks.describe.parts import BODY

GERMAN = (
    "Die Fähre zu den nördlichen Inseln kam am Montag wieder zu spät, und die Leute, die jeden "
    "Morgen auf sie warten, sagten, sie hätten aufgehört, nach dem Grund zu fragen."
)
TEXTS = [
    BODY, GERMAN, GERMAN.upper(), "Le bateau est encore arrivé en retard lundi matin.",
    "El barco llegó tarde otra vez el lunes por la mañana.", "フェリーは月曜日にまた遅れた。",
    "Паром снова опоздал в понедельник утром.", "渡轮星期一又迟到了", "", "12345", "OK",
]  # fmt: skip


def test_equal_to_the_library() -> None:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    library = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    codes, scores = identify_languages(pl.Series(TEXTS))
    for text, code, score in zip(TEXTS, codes, scores.tolist(), strict=True):
        expected, confidence = library.classify(text[:SLICE_CHARS])
        if confidence > 0.1:  # below, the library itself abstains
            assert code == expected
            assert score == pytest.approx(confidence, abs=1e-4)
        else:
            assert score < 0.1


def settle(text: str, stated: str | None = None, given: bool = False) -> tuple:
    return settle_languages(pl.Series([text]), [(stated, given)]).row(0)


def test_identified_stated_and_given() -> None:
    assert settle(BODY)[0] == "en"
    assert settle(BODY, "de")[0] == "en"  # a wrong lang attribute does not overrule the text
    assert settle(BODY, "en-GB", given=True)[:2] == ("en-GB", 1.0)
    assert settle("Kort.", "da-DK")[:2] == ("da", 0.5)
    assert settle("Kort.") == (None, None, ["language_unknown"])


def test_a_text_in_two_languages_is_flagged() -> None:
    assert settle(BODY * 4 + "\n\n" + GERMAN * 3)[2] == ["mixed_language"]
    assert settle(BODY * 6)[2] == []


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ("en_us", "en-US"), ("EN", "en"), ("zh-hans-cn", "zh-Hans-CN"), ("English", None),
        ("", None), (None, None), ("x-default", None),
    ],
)  # fmt: skip
def test_codes(stated: str | None, code: str | None) -> None:
    assert normal_code(stated) == code
