"""Draws co-mentions as a circle of names with a bow for every pair, as inline SVG."""

import math

from markupsafe import Markup

from tasks.report.co_mentions import CoMentions, Edge, Node
from tasks.report.named import TYPES
from tasks.report.wording import plural

SIZE, RADIUS = 960, 270
LONGEST_LABEL = 25
BEND = 0.25  # how far a bow keeps off the straight line, towards the middle
THICKEST, LARGEST = 7.0, 11.0

_SVG = Markup(
    '<svg class="net" role="img" aria-labelledby="net-title net-desc" viewBox="0 0 {size} {size}">'
    '<title id="net-title">Who is named with whom</title><desc id="net-desc">{desc}</desc>'
    '<g class="bows">{bows}</g>{nodes}</svg>'
)
_BOW = Markup(
    '<path d="M{x1} {y1}Q{cx} {cy} {x2} {y2}" stroke-width="{width}"><title>{title}</title></path>'
)
_NODE = Markup(
    '<g class="t-{look}"><title>{title}</title><circle cx="{x}" cy="{y}" r="{r}"/>'
    '<text transform="translate({tx} {ty}) rotate({turn})" text-anchor="{anchor}">{label}</text>'
    "</g>"
)


def co_mention_chart(data: CoMentions) -> Markup:
    """Return the picture; the same data gives the same characters."""
    if not data.edges:
        return Markup("")
    most = max(edge.stories for edge in data.edges)
    largest = max(node.stories for node in data.nodes)
    nodes = [_node(n, node, len(data.nodes), largest) for n, node in enumerate(data.nodes)]
    bows = [_bow(data, edge, most) for edge in reversed(data.edges)]
    desc = (
        f"{plural(len(data.nodes), 'name')}, {plural(len(data.edges), 'pair')} that share stories"
    )
    return _SVG.format(
        size=SIZE, desc=desc, bows=Markup("").join(bows), nodes=Markup("").join(nodes)
    )


def _point(number: int, count: int, radius: float) -> tuple[float, float]:
    angle = 2 * math.pi * number / count - math.pi / 2
    return SIZE / 2 + radius * math.cos(angle), SIZE / 2 + radius * math.sin(angle)


def _bow(data: CoMentions, edge: Edge, most: int) -> Markup:
    count = len(data.nodes)
    x1, y1 = _point(edge.first, count, RADIUS)
    x2, y2 = _point(edge.second, count, RADIUS)
    middle = SIZE / 2
    cx, cy = ((a + b) / 2 * BEND + middle * (1 - BEND) for a, b in ((x1, x2), (y1, y2)))
    one, two = data.nodes[edge.first], data.nodes[edge.second]
    return _BOW.format(
        x1=_short(x1), y1=_short(y1), cx=_short(cx), cy=_short(cy), x2=_short(x2), y2=_short(y2),
        width=_short(1 + (THICKEST - 1) * (edge.stories - 1) / max(1, most - 1)),
        title=f"{one.name} and {two.name}: {plural(edge.stories, 'story', 'stories')}",
    )  # fmt: skip


def _node(number: int, node: Node, count: int, largest: int) -> Markup:
    x, y = _point(number, count, RADIUS)
    r = 4 + (LARGEST - 4) * math.sqrt(node.stories / largest)
    tx, ty = _point(number, count, RADIUS + LARGEST + 8)
    turn = 360 * number / count - 90
    is_left = 90 < turn < 270
    label = node.name if len(node.name) <= LONGEST_LABEL else node.name[: LONGEST_LABEL - 1] + "…"
    return _NODE.format(
        look=node.entity_type if node.entity_type in TYPES else "OTHER",
        title=f"{node.name}: {plural(node.stories, 'story', 'stories')}",
        x=_short(x), y=_short(y), r=_short(r), tx=_short(tx), ty=_short(ty),
        turn=_short(turn + 180 if is_left else turn),
        anchor="end" if is_left else "start",
        label=label,
    )  # fmt: skip


def _short(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
