"""Writes sections of reader comments as blogs, news sites and forums print them, for training."""

from collections.abc import Callable

from benchmarks.comment_styles import COMMON, OF_LANGUAGES, STYLES, TEMPLATES, filled
from benchmarks.comment_threads import thread
from benchmarks.comment_words import LANGUAGES, MIDDLES, Rng, pick, words_of

FOREIGN, THREADS, LONG = 0.1, 0.06, 0.15  # shares of sections

BUTTONS = (
    "Reply", "Report abuse", "Like", "Reply to this", "Flag", "0 0", "Recommend", "• 3 votes",
    "Antworten", "Melden", "Responder", "Share", "Link to this", "Like (4) Reply", "Quote",
    "Recommend? (2)", "up 1 down", "Report Offensive Comment",
)  # fmt: skip


def section(rng: Rng, borrowed: list[str]) -> list[str]:
    """Return the lines of a whole section: heading, items in one style, form and furniture.

    Comments borrow some of their sentences from articles.
    """
    language = int(rng.integers(len(LANGUAGES))) if rng.random() < FOREIGN else None
    sentences = [] if language is None else LANGUAGES[language]
    count = int(rng.integers(14, 61)) if rng.random() < LONG else int(rng.integers(1, 14))
    lines = list(heading(rng, count)) if rng.random() < 0.8 else []
    if rng.random() < THREADS:
        lines += thread(rng, borrowed, sentences)
    else:
        style = _style(rng, language)
        tail = "" if rng.random() < 0.5 else pick(rng, BUTTONS)
        gap = rng.random() < 0.9
        for number in range(1, count + 1):
            lines += style(number, words_of(rng, borrowed, sentences))
            lines += [tail] if tail else []
            lines += [""] if gap else []
    return lines + (list(form(rng)) if rng.random() < 0.4 else [])


def _style(rng: Rng, language: int | None) -> Callable[[int, list[str]], list[str]]:
    """Return how the comments of a section are printed: alike."""
    chance = rng.random()
    if language is not None and chance < 0.7:
        template = pick(rng, OF_LANGUAGES[language])
    elif chance < 0.25:
        template = pick(rng, TEMPLATES)
    else:
        style = STYLES[int(rng.integers(COMMON if chance < 0.7 else len(STYLES)))]
        return lambda number, text: style(rng, number, text)
    return lambda number, text: filled(rng, template, number, text)


def heading(rng: Rng, count: int) -> list[str]:
    """Return what stands above the first comment."""
    options = (
        f"{count} Comments", f"Comments ({count})", "Comments", f"{count} Responses to this post",
        f"{count} Responses to “{pick(rng, MIDDLES)[:40]}”", "Discussion", "Your comments",
        f"Reader comments ({count})", f"{{ {count} comments… read them below or add one }}",
        f"soundoff ({count} Responses)", f"{count} comments so far", "What readers say",
        "Join the conversation", "Leave a comment", "Have your say", f"{count} Kommentare",
        "Add your comment", f"{count} comentarios", "Readers' views", "Kommentare", "Comentarios",
        f"{count} Replies", f"Showing {count} comments",
    )  # fmt: skip
    return [
        pick(rng, options),
        "",
        *([pick(rng, ("Sort by: Newest", "Oldest first"))] if rng.random() < 0.1 else []),
    ]


def form(rng: Rng) -> list[str]:
    """Return the form in which readers write."""
    if rng.random() < 0.3:
        lines = ["Add your comment", "", "Name:", "Email: *", "Location:", "* Required field",
                 "Comments are moderated.", "Terms and conditions"]  # fmt: skip
        return lines[: int(rng.integers(1, len(lines) + 1))]
    lines = ["Leave a Reply", "", "Your email address will not be published.", "Name (required)",
             "Email (will not be published) (required)", "Website", "Submit comment",
             "Notify me of follow-up comments by email."]  # fmt: skip
    return lines[: int(rng.integers(1, len(lines) + 1))]
