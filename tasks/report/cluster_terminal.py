"""Draws a cluster in a terminal: members along a time line, pairwise numbers, a shared passage."""

from collections.abc import Iterator
from itertools import count

from tasks.report.cells import cut_to, printable, wrapped
from tasks.report.cluster import Cluster, Event, Member
from tasks.report.difference_terminal import difference_terminal
from tasks.report.wording import gap, moment, plural

_BOLD, _DIM, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[0m"


def cluster_terminal(cluster: Cluster, width: int, colour: bool) -> str:
    """Return why the cluster's articles belong together, no line wider than `width` columns."""
    facts = f"{plural(cluster.size, 'member')} at {plural(cluster.outlets, 'outlet')}"
    within = f" within {gap(cluster.span_seconds)}" if cluster.span_seconds else ""
    rows = [_style(cut_to(f"cluster {printable(cluster.cluster_id)}", width), _BOLD, colour)]
    credited = f", credited to {printable(cluster.origin_agency)}" if cluster.origin_agency else ""
    rows.append(cut_to(facts + within + credited, width))
    if cluster.span_seconds:
        rows.append(_line(cluster, width))
    for member, mark in zip(cluster.in_time, count(1)):
        rows.extend(_member(cluster, member, mark, width, colour))
    if cluster.size > len(cluster.members):
        rows.append(f"and {cluster.size - len(cluster.members)} more")
    if cluster.passage:
        rows.append("they share:")
        passage = printable(" ".join(cluster.passage.split()))
        quote = wrapped([(f"“{passage}”", None)], max(10, width - 4))
        rows.extend("    " + "".join(text for text, _ in row).rstrip() for row in quote)
    for one in cluster.differences:
        names = cluster.name(one.article_id), cluster.name(one.against)
        rows += ["", *difference_terminal(one, *names, width, colour)]
    if cluster.events:
        rows += ["", cut_to("what runs did to it, the last first:", width)]
        rows.extend(cut_to(_event(cluster, event), width) for event in cluster.events)
    return "\n".join(rows)


def _event(cluster: Cluster, event: Event) -> str:
    told = {
        "created": f"created of {plural(event.article_count, 'new article')}",
        "grown": f"grown by {plural(event.article_count, 'article')}",
        "merged": f"{event.old_cluster_id} merged into {event.new_cluster_id}",
        "split": f"split: {plural(event.article_count, 'article')} of {event.old_cluster_id} "
        f"went to {event.new_cluster_id}",
    }[event.event]
    by = ""
    if event.by_article_id and event.by_matched_article_id:
        names = (cluster.name(one) for one in (event.by_article_id, event.by_matched_article_id))
        by = ", through " + " and ".join(names)
    return f"  {printable(told + by)} ({printable(event.run_id)})"


def _line(cluster: Cluster, width: int) -> str:
    """A time line of one row; where members fall together the earliest number shows."""
    room = max(10, width - 2)
    row = ["─"] * room
    for member, mark in reversed(list(zip(cluster.in_time, count(1)))):
        place = cluster.place(member)
        if place is not None:
            label = str(mark)
            start = min(round(place * (room - 1)), room - len(label))
            row[start : start + len(label)] = label
    return " " + "".join(row)


def _member(cluster: Cluster, member: Member, mark: int, width: int, colour: bool) -> Iterator[str]:
    tags = f" ({', '.join(cluster.tags(member))})" if cluster.tags(member) else ""
    head = f"{mark:>3}  {moment(member.published_at)}  {printable(member.outlet)}{tags}"
    yield _style(cut_to(head, width), _BOLD if member.is_canonical else "", colour)
    yield cut_to(f"     {printable(member.headline or '(no headline)')}", width)
    pair = cluster.pair_of(member)
    if pair is None or member.is_canonical:
        return
    other = pair.matched_article_id
    other = pair.article_id if other == member.article_id else other
    first = (
        f"     {pair.relation.replace('_', ' ')} of {printable(other)}, "
        f"{'merged' if pair.is_merged else 'not merged'} by {printable(pair.rule_id)}"
    )
    second = (
        f"     Jaccard {pair.jaccard:.2f}, contained {pair.containment_a_in_b:.2f} and "
        f"{pair.containment_b_in_a:.2f}, {plural(pair.shared_shingles, 'shared shingle')}"
    )
    yield _style(cut_to(first, width), _DIM, colour)
    yield _style(cut_to(second, width), _DIM, colour)


def _style(text: str, code: str, colour: bool) -> str:
    return f"{code}{text}{_RESET}" if colour and code else text
