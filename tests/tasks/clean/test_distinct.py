"""Equal strings have equal numbers, in the order of first appearance, against plain Python."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.clean.distinct import distinct, numbered

STRINGS = st.lists(st.text("abß", max_size=5), max_size=60)


@settings(deadline=None)
@given(STRINGS)
def test_numbers_of_distinct_strings(strings: list[str]) -> None:
    number, first = distinct(pl.Series(strings, dtype=pl.String))
    known: dict[str, int] = {}
    for string in strings:
        known.setdefault(string, len(known))
    assert number.tolist() == [known[string] for string in strings]
    assert first.tolist() == [strings.index(string) for string in known]


@settings(deadline=None)
@given(STRINGS, st.integers(0, 9))
def test_a_stretch_of_strings_is_numbered_alone(strings: list[str], start: int) -> None:
    some = pl.Series(strings, dtype=pl.String).slice(start)
    number, names = numbered(some)
    assert [names[place] for place in number.tolist()] == some.to_list()
    assert names.n_unique() == len(names)
