"""What the deduplicate stage is told and tells: thresholds with their units, files, counts."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class DeduplicateOptions:
    """Settings that shape which texts are compared and which pairs are one story.

    The numbers are defined in docs/duplicates.md. Shares are between 0 and 1.

    Finding candidates
        one_in: every ``one_in``-th shingle hash of a text is kept in the index.
        least_hashes: a shorter text keeps this many, its smallest, all the same.
        most_hashes: a huge text keeps its smallest this many, so that a sketch is bounded.
        most_gap: where so many shingles in a row have no kept hash, the smallest is kept as well.
        few_hashes: up to this many hashes in either sketch one shared hash makes a candidate,
            above it takes two.
        most_holders: a hash points to the first this many texts that hold it, in order.
        most_candidates: a text is compared with this many others, those that share most hashes.
    One story
        short_words: words; below, a text alone says too little, and headlines must agree.
        form_words: words; a shorter text may be a form filled in again (a dividend, a forecast),
            so it merges only with
        form_figures: this share of its figures in the longer, and
        form_days: when published at most so many days apart, or from
        form_jaccard: this Jaccard similarity on.
        issue_days: from so many days between them on, two texts of any length merge only from
        issue_jaccard: this Jaccard similarity on: a weekly report is written into the last one.
        house_headline: share of the shorter headline's words in the other that two texts of one
            publisher need below
        house_jaccard: this Jaccard similarity: two items on one pattern differ in their headline.
        same_headline: share of the shorter headline's words in the other; a half if one is missing.
        surely_near: Jaccard similarity that is enough alone.
        near_jaccard: Jaccard similarity that is enough where figures and names agree:
        loose_agreement: share of the shorter text's figures, and of its names, in the longer.
        trimmed_containment: share of the shorter text's shingles in the longer, for a cut or
            a brief under a headline that agrees, where also:
        trimmed_lead: share of the longer text's lead in the shorter: it begins with the story;
        trimmed_agreement: share of figures, and of names, as above;
        trimmed_shingles: distinct shared shingles.
        edited_containment: the same share, for a rewritten story under a headline that agrees,
            where also, more strictly:
        edited_host_share: share of the longer text's shingles in the shorter;
        edited_lead: share of the longer text's lead in the shorter;
        same_figures, same_names: share of the shorter text's figures, names, in the longer;
        edited_words: words of the shorter text;
        edited_piece: shared shingles per piece: edits leave longer pieces than forms filled in.
    Related only
        contained: share of the shorter text's shingles from which the longer contains it.
        passage_shingles: shingles in one piece from which a passage is worth a row.
        lead_shingles: the same, when one text prints the other's headline right before it and the
            other begins with it, as a round-up does, and together they have at least
        headed_words: this many words.
        most_passages: rows of relation shared_passage per later article, strongest first.
    Reading
        batch_rows: texts read at a time.
        chunk_pairs: pairs compared at a time.
        threads: batches and chunks worked on at once, 0 for one a core; no result depends on it.
    """

    one_in: int = 12
    least_hashes: int = 12
    most_hashes: int = 4096
    most_gap: int = 32
    few_hashes: int = 40
    most_holders: int = 512
    most_candidates: int = 256
    short_words: int = 20
    form_words: int = 100
    form_figures: float = 0.75
    form_days: int = 3
    form_jaccard: float = 0.9
    issue_days: int = 7
    issue_jaccard: float = 0.7
    house_headline: float = 0.6
    house_jaccard: float = 0.55
    same_headline: float = 0.4
    surely_near: float = 0.65
    near_jaccard: float = 0.5
    loose_agreement: float = 0.4
    trimmed_containment: float = 0.6
    trimmed_lead: float = 0.1
    trimmed_agreement: float = 0.5
    trimmed_shingles: int = 20
    edited_containment: float = 0.3
    edited_host_share: float = 0.1
    edited_lead: float = 0.15
    same_figures: float = 0.8
    same_names: float = 0.65
    edited_words: int = 50
    edited_piece: float = 5.0
    contained: float = 0.7
    passage_shingles: int = 21
    lead_shingles: int = 4
    headed_words: int = 15
    most_passages: int = 16
    batch_rows: int = 2048
    chunk_pairs: int = 16_384
    threads: int = 0


@dataclass(frozen=True)
class DeduplicateResult:
    """What the stage wrote and counted.

    ``assignments``: article_id, cluster_id, is_canonical of every article of the run and of every
    older one whose value changes. ``duplicates`` and ``clusters``: rows to upsert, all columns of
    the contracts but run_id. ``gone_clusters``: cluster_id of clusters that are no more.
    ``history``: rows to add to `cluster_history`, but run_id.
    ``stale``: article_id whose rows in `duplicates` (either side) and in both states must be
    deleted before the new rows are added. ``index`` and ``shingles``: state rows to add, with
    article_id; the files of later runs come after those of earlier ones. ``copies``: articles of
    the run that are not canonical. ``edges``: pairs related in this run. ``candidates``: pairs
    compared word by word. ``bounded``: articles of which some likeness may have been left out,
    because their sketch, the holders of a hash or the texts to compare with reached a limit.
    """

    assignments: Path
    duplicates: Path
    clusters: Path
    gone_clusters: Path
    history: Path
    stale: Path
    index: Path
    shingles: Path
    copies: int
    edges: int
    candidates: int
    bounded: int
