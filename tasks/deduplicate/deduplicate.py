"""The deduplicate stage: compares a run's texts with each other and with everything published."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from tasks.deduplicate.arrays import I32, U64, Ragged, gather
from tasks.deduplicate.candidates import Postings, postings
from tasks.deduplicate.edges import Compared, exact_edges, near_edges, originals
from tasks.deduplicate.membership import membership
from tasks.deduplicate.options import DeduplicateOptions, DeduplicateResult
from tasks.deduplicate.parallel import cores
from tasks.deduplicate.passages import passages, with_passages
from tasks.deduplicate.read import Sketches, articles_in_order, read_texts
from tasks.deduplicate.reopen import reopen
from tasks.deduplicate.state import fetch_words, look_up, write_index, write_words
from tasks.deduplicate.store import WordStore, room_in_memory
from warehouse.stage import write_part

__all__ = ["DeduplicateResult", "deduplicate"]


def deduplicate(
    changed: Sequence[Path],
    removed_articles: Path | None,
    articles: Sequence[Path],
    duplicates: Sequence[Path],
    index: Sequence[Path],
    shingles: Sequence[Path],
    out_dir: Path,
    options: DeduplicateOptions,
    afresh: Sequence[Path] | None = None,
) -> DeduplicateResult:
    """Relate the articles in ``changed`` to each other and to all that is published.

    ``changed`` are parts with article_id, text, headline, publisher, domain, agency,
    published_at, first_seen_at and is_new_article; ``removed_articles`` a file of article_id;
    ``articles`` and ``duplicates`` the current tables; ``index`` and ``shingles`` the state that
    earlier runs wrote, in the order of the runs. ``afresh`` are parts of all other published
    articles when everything is decided anew, from no state. Nothing but ``out_dir`` is written.
    Same input, same rows, however it is split into parts.
    """
    out_dir.mkdir(parents=True, exist_ok=True)
    part = out_dir / "reopened.parquet"
    reopened = reopen(changed, removed_articles, articles, duplicates, part, afresh)
    sources = (*changed, *reopened.sources)
    room = room_in_memory()
    with (
        WordStore(out_dir / "words.bin", room) as bodies,
        WordStore(out_dir / "heads.bin", room // 8) as heads,
        ThreadPoolExecutor(3) as aside,  # what is written is written while the next is worked out
    ):
        ordered = aside.submit(articles_in_order, sources, changed)
        read = read_texts(sources, bodies, heads, options)
        about = ordered.result()
        places = about["place"].to_numpy()
        seen = _look(about, read, (bodies, heads), (index, shingles), reopened.stale, options)
        whole = seen.original == np.arange(about.height)
        paths = out_dir / "index.parquet", out_dir / "shingles.parquet"
        index_part = aside.submit(write_index, about, seen.keys, seen.kept, whole, paths[0])
        words_part = aside.submit(write_words, about, bodies, heads, whole, paths[1])
        edges, candidates, bounded = _compare(seen, options)
        words_part.add_done_callback(lambda _: bodies.close())
        words_part.add_done_callback(lambda _: heads.close())
        del read, seen  # with the words, what takes the most memory
        quotes = aside.submit(passages, edges, places, sources, articles, options)
        rows = membership(about, edges, reopened, articles, duplicates)
        frames = {
            "assignments": rows.assignments,
            "clusters": rows.clusters,
            "gone_clusters": rows.gone_clusters,
            "history": rows.history,
            "stale": reopened.stale.to_frame("article_id"),
        }
        files = {name: out_dir / f"{name}.parquet" for name in frames}
        written = aside.map(write_part, frames.values(), files.values())
        quoted = with_passages(rows.duplicates, quotes.result())
        pairs = write_part(quoted, out_dir / "duplicates.parquet")
        list(written)
    return DeduplicateResult(
        assignments=files["assignments"],
        duplicates=pairs,
        clusters=files["clusters"],
        gone_clusters=files["gone_clusters"],
        history=files["history"],
        stale=files["stale"],
        index=index_part.result(),
        shingles=words_part.result(),
        copies=rows.copies,
        edges=edges.height,
        candidates=candidates,
        bounded=bounded,
    )


@dataclass(frozen=True)
class _Seen:
    """The run's texts and those published texts that share something with them."""

    keys: U64  # by number: the key of the words
    original: I32  # by number: the text it is an exact copy of, else itself
    kept: Ragged  # by number: the sampled hashes through which later texts are found
    shared: Postings
    sizes: I32  # by number, published texts included: sampled hashes
    compared: Compared


def _look(
    about: pl.DataFrame,
    read: Sketches,
    stores: tuple[WordStore, WordStore],
    state: tuple[Sequence[Path], Sequence[Path]],
    stale: pl.Series,
    options: DeduplicateOptions,
) -> _Seen:
    """Find who holds the hashes of the run's texts; exact copies collapse to their originals."""
    threads = options.threads or cores()
    places, hashes = about["place"].to_numpy(), read.samples
    keys = read.keys[places]
    published = look_up(state[0], stale, keys, hashes.values, threads)
    original = originals(keys, published.copy_of)
    sizes = np.diff(hashes.offsets)[places] * (original == np.arange(about.height))
    samples = gather(hashes.values, hashes.offsets[places], sizes)
    shared = postings(samples, published.holders, options.most_holders, threads)
    known = fetch_words(state[1], published, *stores)
    after = np.arange(about.height, about.height + known.height)
    for store in stores:
        store.open(np.concatenate([places, after]))
    everyone = pl.concat([about.select(known.columns), known])
    compared = Compared(everyone, about.height, *stores)
    all_sizes = np.concatenate([sizes.astype(np.int32), published.sizes])
    return _Seen(keys, original, shared.kept_hashes(samples), shared, all_sizes, compared)


def _compare(seen: _Seen, options: DeduplicateOptions) -> tuple[pl.DataFrame, int, int]:
    """Return the related pairs, the number of pairs looked at, and that of articles cut short."""
    sizes, new = seen.sizes, seen.compared.new
    edges, candidates = [exact_edges(seen.original, seen.compared)], 0
    bounded = seen.shared.texts_beyond(new) | (sizes[:new] >= options.most_hashes)
    for count, cut, near in near_edges(seen.shared, sizes, seen.compared, options):
        candidates += count
        bounded[cut] = True
        edges.append(near.select(edges[0].columns))
    return pl.concat(edges, how="vertical_relaxed"), candidates, int(bounded.sum())
