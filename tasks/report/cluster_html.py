"""Draws a cluster as a card: its members along a time line, the numbers, a passage they share."""

from itertools import count

from markupsafe import Markup

from tasks.report.cluster import Cluster, Member, Pair
from tasks.report.difference_html import difference_html
from tasks.report.links import linked
from tasks.report.wording import gap, moment, plural

PASSAGE_LONGEST = 420  # characters
LABEL_ROOM = 4.0  # percent of the time line; nearer numbers would run into each other

_CARD = Markup(
    '<article class="card">\n<h3>{title}</h3>\n<p class="meta">{facts}</p>\n{line}'
    '<ol class="members">\n{members}</ol>\n{passage}{differences}'
    '<p class="meta id">cluster <code>{cluster_id}</code></p>\n</article>\n'
)
_MEMBER = Markup(
    '<li><span class="mark">{mark}</span><span class="when">{when}</span>'
    '<span class="who">{outlet}{tags}</span><span class="what">{headline}</span>'
    '<span class="why">{why}</span></li>\n'
)
_TAG = Markup(' <em class="tag">{}</em>')
_LINE = Markup(
    '<svg class="timeline" role="img" height="34"><title>Members in time</title>'
    "<desc>{desc}</desc>"
    '<line x1="2%" x2="98%" y1="22" y2="22" class="axis"/>{dots}</svg>\n'
)
_DOT = Markup('<circle cx="{x}%" cy="22" r="5" class="{look}"><title>{title}</title></circle>')
_LABEL = Markup('<text x="{x}%" y="11" text-anchor="middle">{mark}</text>')
_PASSAGE = Markup("<blockquote><p>{}</p><footer>a passage they share</footer></blockquote>\n")


def cluster_html(cluster: Cluster) -> Markup:
    """Return the card of one cluster, everything from the articles escaped."""
    members = cluster.in_time
    unlisted = cluster.size - len(members)
    rows = [_member(cluster, member, mark) for member, mark in zip(members, count(1))]
    if unlisted > 0:
        rows.append(
            Markup('<li class="rest">and {}</li>\n').format(
                plural(unlisted, "more copy", "more copies")
            )
        )
    return _CARD.format(
        title=linked(cluster.canonical.headline or "(no headline)", cluster.canonical.url),
        facts=_facts(cluster),
        line=_timeline(cluster) if cluster.span_seconds else "",
        members=Markup("").join(rows),
        passage=_passage(cluster.passage),
        differences=Markup("").join(
            difference_html(one, cluster.name(one.article_id), cluster.name(one.against))
            for one in cluster.differences
            if one.changes or one.is_cut
        ),
        cluster_id=cluster.cluster_id,
    )


def numbers_of(pair: Pair) -> str:
    """Say in one phrase how strongly two articles are tied, with the rule that decided."""
    most = max(pair.containment_a_in_b, pair.containment_b_in_a)
    return (
        f"{pair.relation.replace('_', ' ')} · Jaccard {pair.jaccard:.2f} · "
        f"contained {most:.2f} · {plural(pair.shared_shingles, 'shared shingle')} · {pair.rule_id}"
    )


def _facts(cluster: Cluster) -> str:
    facts = [plural(cluster.size, "member"), plural(cluster.outlets, "outlet")]
    if cluster.span_seconds:
        facts.append(f"within {gap(cluster.span_seconds)}")
    if cluster.origin_agency:
        facts.append(f"credited to {cluster.origin_agency}")
    return " · ".join(facts)


def _member(cluster: Cluster, member: Member, mark: int) -> Markup:
    pair = cluster.pair_of(member)
    return _MEMBER.format(
        mark=mark,
        when=moment(member.published_at),
        outlet=member.outlet,
        tags=Markup("").join(_TAG.format(tag) for tag in cluster.tags(member)),
        headline=linked(member.headline or "(no headline)", member.url),
        why=numbers_of(pair) if pair and not member.is_canonical else "",
    )


def _timeline(cluster: Cluster) -> Markup:
    dots: list[Markup] = []
    labelled = -LABEL_ROOM
    for member, mark in zip(cluster.in_time, count(1)):
        place = cluster.place(member)
        if place is None:
            continue
        look = "canonical" if member.is_canonical else "copy"
        title = f"{member.outlet}, {moment(member.published_at)}"
        x = round(3 + 94 * place, 2)
        dots.append(_DOT.format(x=x, look=look, title=title))
        if x - labelled >= LABEL_ROOM:
            dots[-1] += _LABEL.format(x=x, mark=mark)
            labelled = x
    desc = f"{plural(len(dots), 'dated member')} within {gap(cluster.span_seconds)}"
    return _LINE.format(desc=desc, dots=Markup("").join(dots))


def _passage(passage: str | None) -> Markup:
    if not passage:
        return Markup("")
    cut = passage[:PASSAGE_LONGEST].rstrip() + "…" if len(passage) > PASSAGE_LONGEST else passage
    return _PASSAGE.format(cut)
