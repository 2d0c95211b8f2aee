"""Prints a discussion in which readers answer each other, the deeper the later, for training."""

from benchmarks.comment_words import MIDDLES, Rng, moment, person, pick, words_of

DEEPEST = 9
STEPS = (1, 1, 0, -1, -2)  # how much deeper the next one stands
MARKS = ("", "", ", Insightful", ", Funny", ", Interesting")
AFTER = ("permalink save report reply", "reply", "Reply to This Parent Share", "")


def thread(rng: Rng, borrowed: list[str], sentences: list[str]) -> list[str]:
    """Return the lines of a discussion: bullets, most often, some without any name.

    All answers are signed alike; some quote what they answer.
    """
    count = int(rng.integers(4, 60)) if rng.random() < 0.5 else int(rng.integers(2, 12))
    sign = SIGNS[int(rng.integers(len(SIGNS)))]
    signed, titled = float(rng.choice([1.0, 0.8, 0.5])), 0.5 * (rng.random() < 0.5)
    bullet, blank = "• " if rng.random() < 0.85 else "", 0.5 * (rng.random() < 0.8)
    after = pick(rng, AFTER)
    step = "  " if rng.random() < 0.8 else "    "
    lines: list[str] = []
    depth, quoted = 0, ""
    for number in range(count):
        depth = max(0, min(depth + int(rng.choice(STEPS)), DEEPEST)) if number else 0
        text = words_of(rng, borrowed, sentences)
        if quoted and rng.random() < 0.3:
            text = [pick(rng, ("", ">>> ", "> ", '"')) + quoted, *text]
        quoted = text[-1][:160]
        head = [_title(rng)] if rng.random() < titled else []
        head += [sign(rng, depth)] if rng.random() < signed else []
        first, *rest = [*head, *text, *([after] if after else [])]
        pad = "  " + step * depth
        lines.append(f"{pad}{bullet}{first}")
        for line in rest:
            lines += [""] if rng.random() < blank else []
            lines.append(f"{pad}  {line}")
    return lines


def _title(rng: Rng) -> str:
    mark = f" (Score:{int(rng.integers(6))}{pick(rng, MARKS)})" if rng.random() < 0.7 else ""
    return f"{pick(rng, ('Re:', 'Re: ', ''))}{pick(rng, MIDDLES)[:30]}{mark}"


def _numbered(rng: Rng, _depth: int) -> str:
    number = f" (#{int(rng.integers(10_000_000, 50_000_000))})" if rng.random() < 0.6 else ""
    account = int(rng.integers(1000, 3_000_000))
    return f"by {person(rng)} ({account}) on {moment(rng)}{number}{pick(rng, ('', ' Homepage'))}"


def _pointed(rng: Rng, _depth: int) -> str:
    return f"{person(rng)} {int(rng.integers(200))} points {int(rng.integers(2, 23))} hours ago"


def _dated(rng: Rng, _depth: int) -> str:
    return f"{person(rng)} {moment(rng)}"


def _named(rng: Rng, depth: int) -> str:
    return f"{person(rng)} in reply to {person(rng)}" if depth else person(rng)


SIGNS = (_numbered, _pointed, _dated, _named)
