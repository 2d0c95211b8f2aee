"""Invents where in a page's DOM reader comments stand, as common software marks them."""

import numpy as np

Rng = np.random.Generator

NEAREST, FAR = 7, 4  # elements told with their names, and beyond them (markup/element_path.py)
TELLING = frozenset(
    "nav footer aside header form article main figure table blockquote ul ol".split()
)

PLATFORMS = (
    # the section, an item, and in it who wrote it and what
    ("div.comments-area_comments>ol.comment-list", "li.comment_even_depth-1>article.comment-body",
     "footer.comment-meta>div.comment-author_vcard", "div.comment-content>p"),
    ("div.respond-wrap>ol.commentlist", "li.comment_byuser_thread-odd>div.div-comment-17",
     "div.vcard", "p"),
    ("div.disqus_thread>ul.post-list", "li.post>div.post-content",
     "header.post-header", "div.post-body-inner>div.post-message>div>p"),
    ("section.comments_threaded", "ol.thread>li.comment",
     "div.comment-header", "p.comment-content"),
    ("div.comments>div.view-comments", "div.comment-by-anonymous_clearfix",
     "div.submitted", "div.content>div.field-item_even>p"),
    ("div.comments-open>div.comments-open-content", "div.comment_comment-odd>div.inner",
     "p.comment-footer", "div.comment-content>p"),
    ("div.fb-comments>div.fbfeedbackcontent", "div.postcontainer>div.clearfix",
     "div.postactor", "div.posttext"),
    ("div.coral_talk-stream>div.streamtab", "div.talk-stream-comment-wrapper",
     "div.talk-stream-author", "div.talk-plugin-rich-text"),
    ("div.spot-im-frame>ul.spcv_messages-list", "li.spcv_list-item>div.spcv_root",
     "div.spcv_username", "div.spcv_message-text>p"),
    ("div.vf-comments>div.vf-tray", "div.vf-post>div.vf-content-container",
     "div.vf-content-layout__right", "div.vf3-comment__content>p"),
    ("div.livefyre>div.fyre-stream-content", "article.fyre-comment-article",
     "header.fyre-comment-head", "div.fyre-comment>p"),
    ("div.idc-container>div.idc-thread", "div.idc-c>div.idc-c-h",
     "div.idc-i", "div.idc-c-t-inner>div"),
    ("div.reactions>ul.reaction-list", "li.reaction",
     "p.reaction-author", "div.reaction-text>p"),
    ("div.kommentare>div.forum", "div.beitrag",
     "div.beitrag-autor", "div.beitrag-text>p"),
    ("section.discussion>ul.responses", "li.response>div.user-content",
     "p.response-meta", "p"),
    ("div.talkback>ul", "li.talkback-item", "div.tb-title", "div.tb-body"),
    ("div.user-reviews>div.ugc", "div.review", "div.reviewer", "div.review-text>p"),
    ("div.guestbook", "div.entry", "div.signed", "div.entry-text>p"),
    ("table.comments", "tr.row>td", "div.poster", "div.said"),
    ("table>tr>td.cp", "table>tr>td", "div", "div.cm0"),
    ("dl.comment-list", "dd.comment", "div.by", "p"),
    ("div.readers>div.opinions", "div.opinion", "p.name", "p.words"),
    ("div", "div>div", "div>p", "div>p"),
    ("div>ul", "li>div", "p", "p"),
    ("table>tr>td", "table>tr>td", "table>tr>td", "table>tr>td"),
    ("ol", "li", "p", "p"),
    ("div", "p", "p", "p"),
)  # fmt: skip


def comment_paths(rng: Rng, body: str, lines: list[str]) -> list[str]:
    """Return a path for each line of a comment section that stands beside a body of that path.

    Short lines without a full stop are taken for those that say who wrote and when.
    """
    section, item, who, said = PLATFORMS[int(rng.integers(len(PLATFORMS)))]
    parts = body.split(">")
    above = parts[: max(len(parts) - int(rng.integers(1, 5)), 1)]
    out = []
    for line in lines:
        told = line.strip().removeprefix("• ")
        is_said = len(told.split()) > 6 or told[-1:] in ".!?…"
        inside = (section, item, said if is_said else who)
        out.append(as_told([*above, *">".join(inside).split(">")]))
    return out


def as_told(parts: list[str]) -> str:
    """Return a path as the renderer writes it: the nearest elements, of others those that tell."""
    far = [part.partition(".")[0] for part in parts[:-NEAREST]]
    return ">".join([tag for tag in far if tag in TELLING][-FAR:] + parts[-NEAREST:])
