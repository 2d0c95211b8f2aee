"""The thresholds of the deduplicate stage, by name, with their units and what they cost."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DeduplicateOptions:
    """Settings that shape which texts are compared and which pairs are one story.

    Finding candidates
        one_in: every ``one_in``-th shingle hash of a text is kept in the index.
        least_hashes: a shorter text keeps this many, its smallest, all the same.
        most_hashes: a huge text keeps its smallest this many, so that a sketch is bounded.
        few_hashes: up to this many hashes in either sketch one shared hash makes a candidate,
            above it takes two.
        most_holders: a hash points to the first this many texts that hold it, in order.
        most_candidates: a text is compared with this many others, those that share most hashes.
    Deciding
        short_words: words; copies of a text shorter than this need equal headlines to be exact.
        near_jaccard: Jaccard similarity of the shingle sets from which two texts are one story.
        contained: share of the shorter text's shingles from which it counts as contained.
        passage_shingles: shared distinct shingles from which a shared passage is worth a row.
        most_passages: rows of relation shared_passage per text, strongest first.
    Reading
        batch_rows: texts read at a time.
        chunk_pairs: pairs compared at a time.
    """

    one_in: int = 12
    least_hashes: int = 12
    most_hashes: int = 4096
    few_hashes: int = 30
    most_holders: int = 512
    most_candidates: int = 256
    short_words: int = 20
    near_jaccard: float = 0.5
    contained: float = 0.7
    passage_shingles: int = 20
    most_passages: int = 16
    batch_rows: int = 2048
    chunk_pairs: int = 262_144
