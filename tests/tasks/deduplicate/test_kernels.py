"""Checks the compiled loops against plain Python, each by itself."""

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.deduplicate.agreement import FEW, compare_words
from tasks.deduplicate.arrays import Ragged
from tasks.deduplicate.bit_masks import FIGURE, NAME, Masks, mark, masks_for, trailing_zeros
from tasks.deduplicate.cluster_ids import cluster_ids
from tasks.deduplicate.exact import first_of_each
from tasks.deduplicate.normalise import (
    PLAIN_DIGIT,
    PLAIN_ENDS,
    PLAIN_JOINS,
    PLAIN_SEPARATES,
    PLAIN_UPPER,
    fold_table,
)
from tasks.deduplicate.open_table import room_for
from tasks.deduplicate.sample import sample
from tasks.deduplicate.shingles import SHINGLE, WORD_BITS, shingle_hashes
from warehouse.ids import make_id


def _bits(windows: np.ndarray[tuple[int], np.dtype[np.uint64]], count: int) -> list[bool]:
    return [bool((int(windows[k // 8]) >> (k % 8)) & 1) for k in range(count)]


def _marked(data: bytes, first: int, last: int) -> Masks:
    """Return the masks of some bytes of a buffer, in room that has been used before."""
    found = masks_for(len(data))
    found.rows[:] = 0xAA
    whole = np.frombuffer(data[: len(data) & -8], np.uint64)
    mark(whole, first, last, found.rows)
    return found


def test_the_bits_of_every_byte_say_what_the_table_says() -> None:
    found, plain = _marked(bytes(range(256)), 0, 256), fold_table().plain
    joins = (plain & PLAIN_JOINS) != 0
    assert _bits(found.joins, 256) == joins.tolist()
    assert _bits(found.digits, 256) == ((plain & PLAIN_DIGIT) != 0).tolist()
    assert _bits(found.capitals, 256) == ((plain & PLAIN_UPPER) != 0).tolist()
    assert _bits(found.ends, 256) == ((plain & PLAIN_ENDS) != 0).tolist()
    assert _bits(found.odd, 256) == (~joins & ((plain & PLAIN_SEPARATES) == 0)).tolist()


@settings(deadline=None)
@given(st.binary(max_size=90), st.integers(0, 90), st.integers(0, 90))
def test_bits_are_there_for_any_part_of_a_buffer(data: bytes, one: int, two: int) -> None:
    first, last = sorted((min(one, len(data)), min(two, len(data))))
    found, start = _marked(data, first, last), first - first % 8
    whole = min(last, len(data) & -8)  # the bytes that lie in no whole eight need a look
    here = slice(first - start, max(first, whole) - start)
    joins = [b < 128 and chr(b).isalnum() for b in data[first:whole]]
    assert _bits(found.joins, last - start)[here] == joins
    odd = [b > 127 or b in b"'`" for b in data[first:whole]]
    assert _bits(found.odd, last - start)[here] == odd
    behind = (last + 7) // 8 * 8 - start
    if last == whole:
        assert all(_bits(found.odd, behind + 64)[behind:])


@settings(deadline=None)
@given(st.integers(0, 2**64 - 1), st.integers(0, 63))
def test_zeros_at_the_end_of_a_number_are_counted(number: int, shift: int) -> None:
    number = number << shift & 2**64 - 1
    zeros = (number & -number).bit_length() - 1 if number else 64
    assert int(trailing_zeros(np.uint64(number))) == zeros


@settings(deadline=None)
@given(st.lists(st.integers(0, 2**32 - 1), max_size=30), st.integers(0, 3))
def test_every_five_words_have_their_hash(words: list[int], before: int) -> None:
    codes = np.array([*range(before), *words, 7, 7], np.uint32)
    room = np.zeros(len(codes), np.uint64)
    stop = before + len(words)
    found = room[: shingle_hashes(codes, before, stop, room)].tolist()
    expected = [
        _plain_hash(words[i : i + SHINGLE])
        for i in range(max(len(words) - SHINGLE + 1, min(1, len(words))))
    ]
    assert found == expected


def _plain_hash(words: list[int]) -> int:
    h, mask = 0, 2**64 - 1
    for word in words:
        h = (h * 0x9E3779B97F4A7C15 + (word >> WORD_BITS)) & mask
    h = (h + len(words)) & mask
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        h = ((h ^ (h >> 33)) * factor) & mask
    return (h ^ (h >> 33)) | 1


@settings(deadline=None)
@given(st.lists(st.integers(0, 9).map(lambda k: 2 * k + 1 if k else 0), max_size=40))
def test_the_first_place_of_every_key_is_found(keys: list[int]) -> None:
    found = first_of_each(np.array(keys, np.uint64)).tolist()
    assert found == [keys.index(key) if key else i for i, key in enumerate(keys)]


@settings(deadline=None)
@given(st.lists(st.text(max_size=130), max_size=5))
def test_clusters_are_named_as_make_id_names_them(articles: list[str]) -> None:
    found = cluster_ids(pl.Series("article_id", articles, pl.String))
    assert found.to_list() == [make_id("c", article) for article in articles]


def test_agreement_is_that_of_plain_sets_for_few_and_many_words() -> None:
    dice = np.random.default_rng(1)
    for size in (0, 3, FEW, 5 * FEW):
        for alike in (5, 60, 5_000):
            a, b = (dice.integers(0, alike, n) << WORD_BITS for n in (size, size + 7))
            a, b = (w | dice.choice([0, FIGURE, NAME, FIGURE | NAME], len(w)) for w in (a, b))
            row, nowhere = np.zeros(8, np.int32), np.full(len(b), -1, np.int32)
            room = np.empty(room_for(len(b)), np.uint32)
            texts = a.astype(np.uint32), b.astype(np.uint32)
            compare_words(*texts, nowhere[: len(a)], nowhere, room, row)
            assert row.tolist() == _plain_agreement(a.tolist(), b.tolist())


def _plain_agreement(a: list[int], b: list[int]) -> list[int]:
    counts = list[int]()
    for is_kind in (lambda w: w & FIGURE, lambda w: w & NAME and not w & FIGURE):
        for words, others in ((a, b), (b, a)):
            there = {w >> WORD_BITS for w in others}
            marked = [w >> WORD_BITS for w in words if is_kind(w)]
            counts += [len(marked), sum(w in there for w in marked)]
    return counts


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(5, 40), st.integers(0, 90), st.integers(0, 90))
def test_texts_that_share_a_passage_share_a_sampled_hash(
    seed: int, window: int, before: int, after: int
) -> None:
    """However rare sampled hashes are: a passage of so many shingles has one in both texts."""
    dice = np.random.default_rng(seed)
    passage = dice.integers(0, 2**32, window + SHINGLE - 1, dtype=np.uint32)
    texts = [
        np.concatenate([dice.integers(0, 2**32, n, dtype=np.uint32), passage, other])
        for n, other in ((before, passage[:0]), (after, dice.integers(0, 9, 7, dtype=np.uint32)))
    ]
    no_head = Ragged(np.empty(0, np.uint32), np.zeros(2, np.int64))
    sampled = [
        sample(Ragged(text, np.array([0, len(text)])), no_head, 10**6, 2, 10**6, window)
        for text in texts
    ]
    assert set(sampled[0].values.tolist()) & set(sampled[1].values.tolist())
    assert all(len(one.values) < len(text) for one, text in zip(sampled, texts, strict=True))
