"""Walks texts through py3langid's automaton and scores every language, compiled by numba."""

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray


@njit(cache=True, nogil=True)
def score_texts(
    data: NDArray[np.uint8],
    offsets: NDArray[np.int64],
    moves: NDArray[np.uint32],
    row: NDArray[np.uint16],
    feature: NDArray[np.int32],
    weights: NDArray[np.float32],
    prior: NDArray[np.float32],
    twins: NDArray[np.int64],
    best: NDArray[np.int64],
    score: NDArray[np.float32],
) -> None:
    """Fill `best` and `score` with each text's likeliest language and its probability.

    Naive Bayes over log-damped counts of byte sequences; the logits are divided by the square
    root of the length before the softmax, as py3langid does to keep probabilities honest.
    """
    languages = prior.shape[0]
    counts = np.zeros(weights.shape[0], dtype=np.int64)
    touched = np.zeros(weights.shape[0], dtype=np.int64)
    logits = np.zeros(languages, dtype=np.float32)
    for text in range(offsets.shape[0] - 1):
        start, end = offsets[text], offsets[text + 1]
        state, used = np.int64(0), 0
        for place in range(start, end):
            state = np.int64(moves[(np.int64(row[state]) << 8) + data[place]])
            hit = np.int64(feature[state])
            if hit >= 0:
                if counts[hit] == 0:
                    touched[used] = hit
                    used += 1
                counts[hit] += 1
        if used == 0:
            continue
        logits[:] = prior
        for k in range(used):
            damped = np.float32(math.log1p(counts[touched[k]]))
            counts[touched[k]] = 0
            weight = weights[touched[k]]
            for language in range(languages):
                logits[language] += damped * weight[language]
        scale = np.float32(1.0 / math.sqrt(end - start))
        top = logits.max()
        total = np.float32(0.0)
        for language in range(languages):
            logits[language] = math.exp((logits[language] - top) * scale)
            total += logits[language]
        for language in range(languages):
            if twins[language] != language:
                logits[twins[language]] += logits[language]
                logits[language] = 0.0
        best[text] = logits.argmax()
        score[text] = logits[best[text]] / total
