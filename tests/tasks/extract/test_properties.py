"""Whatever the text and the recogniser: mentions slice, stay in a line and do not overlap."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.extract.article_rules import apply_rules, places_only, prepare
from tasks.extract.mention import TYPE_OF_LABEL
from tasks.extract.quotes import find_quotes
from tasks.extract.recogniser import Span
from tasks.extract.rows import (
    LOCAL_MENTION,
    LOCAL_QUOTE,
    frame,
    in_field,
    mention_rows,
    quote_rows,
)
from warehouse.vocabulary import VOCABULARY

NAMES = ("Anna Berg", "Berg", "Kim Jong Un", "Kim", "North Korea", "the North", "N. Korea", "U.S.")
LONGER = (
    "United Nations Command",
    "(UNC)",
    "Foreign Minister",
    "Secretary of State",
    "said",
    "the",
)
TRAPS = ("JAPAN SUES CANADA NOW", "Japan-South Korea", "anti-Japan", "Moon Jae", "In", "x" * 30)
MARKS = ("“", "”", '"', "’s", "\n", "\n\n", ", ", ". ", "-", "\r", "\u2028")
LETTERS = ("İstanbul", "straße", "🙂", "e\u0301")
WORDS = st.sampled_from((*NAMES, *LONGER, *TRAPS, *MARKS, *LETTERS))
TEXT = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=25).map(" ".join))
LABELS = st.sampled_from([*sorted(TYPE_OF_LABEL), "DATE", "CARDINAL"])


@st.composite
def articles(draw: st.DrawFn) -> tuple[str | None, str, list[Span]]:
    headline = draw(st.one_of(st.none(), TEXT.map(lambda t: " ".join(t.split()))))
    text = draw(TEXT)
    whole = prepare(headline, text).read
    cuts = sorted(draw(st.lists(st.integers(0, len(whole)), max_size=12)))
    spans = [Span(a, b, draw(LABELS), 0.5) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    return headline, text, [s for s in spans if s.start < s.end]


@settings(max_examples=120, deadline=None)
@given(articles())
def test_mentions_slice_and_do_not_overlap(drawn: tuple[str | None, str, list[Span]]) -> None:
    headline, text, spans = drawn
    article = prepare(headline, text)
    assert len(article.read) == len(article.printed)
    for mentions in (apply_rules(article, spans), places_only(article)):
        reached = -1
        for mention in mentions:
            assert mention.start >= max(reached, 0)
            reached = mention.end
        fields = {"headline": headline or "", "text": text}
        rows = frame(mention_rows("t", article, mentions, "scripted 1"), LOCAL_MENTION)
        for row in rows.iter_rows(named=True):
            surface = fields[row["field"]][row["char_start"] : row["char_end"]]
            assert surface == row["surface"]
            assert surface.splitlines() == [surface]
            assert row["entity_type"] in VOCABULARY["entity_type"]
            assert row["kind"] in VOCABULARY["mention_kind"]
            assert row["name"]


@settings(max_examples=80, deadline=None)
@given(articles())
def test_quotes_slice_and_name_a_mention(drawn: tuple[str | None, str, list[Span]]) -> None:
    headline, text, spans = drawn
    article = prepare(headline, text)
    mentions = apply_rules(article, spans)
    begins = [(m.start, in_field(article, m.start)) for m in mentions]
    places = {(field, start - begin) for start, (field, begin) in begins}
    rows = frame(quote_rows("t", article, find_quotes(article.printed, mentions)), LOCAL_QUOTE)
    for row in rows.iter_rows(named=True):
        assert text[row["char_start"] : row["char_end"]] == row["text"]
        assert row["kind"] in VOCABULARY["quote_kind"]
        if row["speaker_entity_id"]:
            assert (row["speaker_field"], row["speaker_start"]) in places


@settings(max_examples=30, deadline=None)
@given(articles())
def test_the_same_article_gives_the_same_mentions(
    drawn: tuple[str | None, str, list[Span]],
) -> None:
    headline, text, spans = drawn
    once = apply_rules(prepare(headline, text), spans)
    assert once == apply_rules(prepare(headline, text), list(spans))
