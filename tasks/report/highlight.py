"""Shows what was taken from a text and why copies belong together: the doorway to both pictures."""

from tasks.report.cluster import Cluster, Member, Pair
from tasks.report.cluster_html import cluster_html
from tasks.report.cluster_terminal import cluster_terminal
from tasks.report.marked_html import segments_html
from tasks.report.marked_terminal import segments_terminal
from tasks.report.segments import Segment, segments_of

__all__ = [
    "Cluster",
    "Member",
    "Pair",
    "Segment",
    "cluster_html",
    "cluster_terminal",
    "segments_html",
    "segments_of",
    "segments_terminal",
]
