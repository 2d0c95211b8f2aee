"""How a line's style differs from that of the likely body, against plain Python."""

import numpy as np
import polars as pl
import pytest

from tasks.clean.blocks import split_lines
from tasks.clean.body_style import STYLE, body_style
from tasks.clean.features import own_features
from tasks.clean.scan import I

AT = {name: place for place, name in enumerate(STYLE)}
PAGE = """Ferry terminal delayed

By Ines Okoye

The harbour board of Port Ellery delayed the new ferry terminal on Tuesday by a year.

Its engineers will draw a smaller terminal, the board said, before it meets in March.

Ines Okoye writes about the sea and has lived in Port Ellery for years.

I think my kids will never see it, and I am not even joking!
"""
OPINION = np.array([0.1, 0.05, 0.98, 0.96, 0.4, 0.3], np.float32)


def test_a_line_beside_the_body() -> None:
    seen = own_features(split_lines(pl.Series([PAGE, "Menu", PAGE])))
    found = body_style(np.concatenate([OPINION, [0.1], OPINION]).astype(np.float32), seen)
    assert np.array_equal(found[:6], found[7:])
    words = seen.own[:6, I["words"]]
    body = [2, 3]
    weight = words[body] * OPINION[body]
    for name in ("word_first_person", "commas", "word_stop"):
        share = seen.own[:6, I[name]] / words
        mean = float((share[body] * weight).sum() / weight.sum())
        assert found[:6, AT[f"{name}_beside_body"]] == pytest.approx(share - mean, abs=1e-6)
    assert found[5, AT["word_first_person_beside_body"]] > 0.2
    first = seen.own[3:6, I["word_first_person"]].sum() / words[3:6].sum()
    assert found[3, AT["word_first_person_ahead"]] == pytest.approx(first, abs=1e-6)


def test_a_note_on_the_author_begins_with_the_name_of_the_byline() -> None:
    seen = own_features(split_lines(pl.Series([PAGE])))
    signed = body_style(OPINION, seen)[:, AT["signed_words"]].tolist()
    assert signed == [0, 0, 0, 0, 2, 0]
    without = own_features(split_lines(pl.Series([PAGE.replace("By Ines Okoye", "Harbour")])))
    assert not body_style(OPINION, without)[:, AT["signed_words"]].any()
    assert not body_style(OPINION, without)[:, AT["has_signature"]].any()
