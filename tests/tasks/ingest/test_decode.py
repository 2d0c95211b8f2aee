"""Bytes in many encodings become the same text, and damage is told."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.ingest.decode import UndecodableError, decode, mend

WESTERN = (
    "Le café de Vigo a rouvert ses portes après la tempête. Théophile Marchand, le gérant, "
    "a préparé une crème brûlée pour les pêcheurs. « C’était inespéré », dit-il. "
) * 3
JAPANESE = "新潟の港では、漁師たちがレーダーを見上げた。台風は夜のうちに北へ向かった。" * 4
KOREAN = "부산의 기상청은 태풍이 북쪽으로 방향을 바꾸었다고 밝혔다. 배들은 항구로 돌아왔다. " * 4


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (WESTERN, "utf-8"),
        (WESTERN, "utf-8-sig"),
        (JAPANESE, "utf-8"),
        (WESTERN, "utf-16"),
        (WESTERN, "utf-32"),
        (KOREAN, "utf-16"),
        ("Rain over the harbor. " * 5, "utf-16-le"),
        ("Rain over the harbor. " * 5, "utf-16-be"),
        ("Rain over the harbor. " * 5, "utf-32-le"),
        (WESTERN, "cp1252"),
        (WESTERN.replace("’", "'"), "latin-1"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (KOREAN, "euc_kr"),
    ],
)
def test_encodings_are_found_without_being_told(text: str, codec: str) -> None:
    found = decode(text.encode(codec))
    assert found.text == text
    marked = codec in {"utf-8", "utf-8-sig", "utf-16", "utf-32"}
    assert ("charset_guessed" in found.damage) is not marked


@pytest.mark.parametrize(("text", "codec"), [(JAPANESE, "shift_jis"), (WESTERN, "cp1252")])
def test_a_declared_encoding_is_no_guess(text: str, codec: str) -> None:
    assert decode(text.encode(codec), hint=codec).damage == []
    page = f'<html><head><meta charset="{codec}"></head><p>{text}</p></html>'
    found = decode(page.encode(codec), html=True)
    assert (found.text, found.damage) == (page, [])


def test_utf8_wins_over_a_wrong_declaration() -> None:
    found = decode(WESTERN.encode(), hint="iso-8859-1")
    assert (found.text, found.charset, found.damage) == (WESTERN, "utf-8", [])


def test_an_unknown_declaration_is_ignored() -> None:
    assert decode(WESTERN.encode("cp1252"), hint="x-no-such-thing").text == WESTERN


def test_a_few_broken_bytes_do_not_spoil_the_rest() -> None:
    found = decode(JAPANESE.encode()[:-1])
    assert found.text[:-1] == JAPANESE[:-1]
    assert found.damage == ["replaced_characters"]


def test_nuls_and_surrogates_are_taken_out_and_told() -> None:
    assert decode(b"The\x00 pen.").text == "The pen."
    assert decode(b"The\x00 pen.").damage == ["nul_removed"]
    assert mend("a\ud83dé") == ("aé", "aé".encode(), ["surrogates_removed"])


def test_mojibake_is_told_and_left() -> None:
    spoiled = WESTERN.encode().decode("cp1252")
    found = decode(spoiled.encode())
    assert found.text == spoiled
    assert found.damage == ["mojibake_suspected"]
    assert decode("Ângela Ãvila".encode()).damage == []


def test_noise_is_no_text() -> None:
    noise = random.Random(7).randbytes(4096)
    with pytest.raises(UndecodableError, match="controls"):
        decode(noise)
    with pytest.raises(UndecodableError):
        decode(noise, hint="windows-1252")


@given(st.text())
def test_utf8_comes_back_whatever_it_says(text: str) -> None:
    try:
        found = decode(text.encode())
    except UndecodableError:
        assert sum(c < " " or "\x7f" <= c <= "\x9f" or c == "\ufffd" for c in text) >= 4
        return
    if "\x1b$" not in text and text.count("\x00") * 4 < len(text.encode()):
        assert found.text == text.removeprefix("\ufeff").removeprefix("\ufeff").replace("\x00", "")


@given(st.binary())
def test_any_bytes_give_clean_text_or_a_refusal(data: bytes) -> None:
    try:
        found = decode(data, hint="euc-jp", html=True)
    except UndecodableError:
        return
    assert "\x00" not in found.text
    found.text.encode()
