"""Draws bars and the coverage chart as inline SVG that scales with the page and needs no script."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from tasks.report.coverage import Coverage, Period
from tasks.report.funnel import Step
from tasks.report.kinds import css_class, readable
from tasks.report.removed import OutletTotal
from tasks.report.wording import plural

_BAR = Markup('<svg class="bar" aria-hidden="true">{}</svg>')
_RECT = Markup('<rect x="{x}%" width="{width}%" height="100%" class="{look}">{title}</rect>')
_TITLE = Markup("<title>{}</title>")

_SLOPE = Markup(
    '<svg class="slope" aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none">'
    '<polygon points="0,0 {above},0 {below},10 0,10"/></svg>'
)

_COVERAGE = Markup(
    '<svg class="coverage" role="img" aria-labelledby="cov-title cov-desc">'
    '<title id="cov-title">Articles by publication date</title><desc id="cov-desc">{desc}</desc>'
    "{grid}{bars}</svg>"
)
_GRID = Markup('<line x1="0" x2="100%" y1="{y}%" y2="{y}%" class="grid"/>')
_COLUMN = Markup(
    "<g><title>{title}</title>"
    '<rect x="{x}%" width="{width}%" y="0" height="100%" class="hit"/>'
    '<rect x="{x}%" width="{width}%" y="{copies_y}%" height="{copies}%" class="copy"/>'
    '<rect x="{x}%" width="{width}%" y="{stories_y}%" height="{stories}%" class="story"/></g>'
)


def bar(parts: Iterable[tuple[float, str, str]], total: float) -> Markup:
    """Draw one horizontal bar of parts (amount, style class, title); the full width is `total`."""
    rects, x = [], 0.0
    for amount, look, title in parts:
        width = 100 * amount / total if total else 0.0
        rects.append(
            _RECT.format(
                x=_percent(x),
                width=_percent(width),
                look=look,
                title=_TITLE.format(title) if title else "",
            )
        )
        x += width
    return _BAR.format(Markup("").join(rects))


def kind_bar(outlet: OutletTotal) -> Markup:
    """Draw what was taken from an outlet's pages, a part for each kind, against the whole page."""
    parts = (
        (chars, f"kind {css_class(kind)}", f"{readable(kind)}: {plural(chars, 'character')}")
        for kind, chars in outlet.by_kind
    )
    return bar(parts, outlet.removed + outlet.kept)


def funnel_bar(step: Step, widest: int) -> Markup:
    """Draw one step of the funnel: stories, then the copies among them."""
    stories = step.count - step.copies
    return bar([(stories, "story", ""), (step.copies, "copy", "")], widest)


def funnel_slope(above: Step, below: Step, widest: int) -> Markup:
    """Draw the narrowing between two steps."""
    wide = max(1, widest)
    return _SLOPE.format(
        above=_percent(100 * above.count / wide), below=_percent(100 * below.count / wide)
    )


def coverage_chart(data: Coverage) -> Markup:
    """Draw stories with copies on top for every period; a title on each bar says the numbers."""
    highest = data.highest
    if not highest:
        return Markup("")
    slot = 100 / len(data.periods)
    columns = [_column(p, n, slot, highest) for n, p in enumerate(data.periods)]
    first, last = data.periods[0].label, data.periods[-1].label
    desc = f"{first} to {last}, by {data.step}; at most {plural(highest, 'article')} in one"
    grid = Markup("").join(_GRID.format(y=y) for y in (0, 50, 100))
    return _COVERAGE.format(desc=desc, grid=grid, bars=Markup("").join(columns))


def axis_labels(periods: Sequence[Period], most: int = 5) -> tuple[str, ...]:
    """Return evenly spaced labels from the first to the last period."""
    if len(periods) <= most:
        return tuple(period.label for period in periods)
    steps = (round(n * (len(periods) - 1) / (most - 1)) for n in range(most))
    return tuple(periods[n].label for n in steps)


def _column(period: Period, index: int, slot: float, highest: int) -> Markup:
    stories, copies = (100 * n / highest for n in (period.stories, period.copies))
    told = plural(period.stories, "story", "stories"), plural(period.copies, "copy", "copies")
    title = f"{period.label}: {', '.join(told)}"
    return _COLUMN.format(
        title=title,
        x=_percent(index * slot + slot * 0.1),
        width=_percent(slot * 0.8),
        copies_y=_percent(100 - stories - copies),
        copies=_percent(copies),
        stories_y=_percent(100 - stories),
        stories=_percent(stories),
    )


def _percent(value: float) -> str:
    return f"{max(0.0, min(100.0, value)):.2f}".rstrip("0").rstrip(".")
