"""Elements named after what is no body, and those whose names only sound like it."""

import numpy as np
import polars as pl
import pytest

from tasks.clean.element_marks import (
    AGAINST,
    COMMENTS,
    ELSEWHERE,
    OTHERS,
    PICTURES,
    WRITERS,
    doubts,
    marks_of,
)


@pytest.mark.parametrize(
    ("element", "mark"),
    [
        ("div.comments-area", COMMENTS), ("li.comment_even_depth-1", COMMENTS),
        ("div.commentbody_by-marge", COMMENTS), ("ol.disqus_thread", COMMENTS),
        ("div.usercomments", COMMENTS), ("section.commentwrapper", COMMENTS),
        ("div.comentarios", COMMENTS), ("ul.leserkommentare", COMMENTS), ("div.livefyre", COMMENTS),
        ("div.commentary", 0), ("div.spotlight", 0), ("p.commentluv", 0),
        ("div.comment-count", 0), ("article.has-comments", 0), ("p.comment", 0),
        ("figcaption", PICTURES), ("div.wp-caption-text", PICTURES), ("ul.photo-gallery", PICTURES),
        ("div.cnn_slideshow", PICTURES), ("div.captioned", 0), ("figure.image", 0),
        ("div.author-box", WRITERS), ("div.about-author", WRITERS), ("div.extendedbio", WRITERS),
        ("div.author", 0), ("div.biology", 0),
        ("aside.related-stories", OTHERS), ("div.read-more", OTHERS), ("ul.most-read", OTHERS),
        ("div.story-related_box", OTHERS), ("div.more", 0), ("div.correlated", 0),
        ("main.related", 0), ("div", 0), ("", 0),
        ("div.related_gallery", OTHERS | PICTURES),
    ],
)  # fmt: skip
def test_names(element: str, mark: int) -> None:
    assert marks_of(pl.Series([element])).tolist() == [mark]


def test_marks_count_where_the_body_is_elsewhere() -> None:
    marks = np.array([0, PICTURES, COMMENTS | OTHERS], np.uint8)
    words = np.array([ELSEWHERE, 20, 20], np.float32)
    sure = np.array([0.9, 0.9, 0.9], np.float32)
    doc = np.zeros(3, np.uint32)
    both = AGAINST[COMMENTS] + AGAINST[OTHERS]
    assert doubts(marks, doc, words, sure).tolist() == [0, -AGAINST[PICTURES], -both]
    assert not doubts(marks, doc, words / 2, sure).any()
    doc = np.array([0, 1, 1], np.uint32)  # another page's body is nothing to this one
    assert not doubts(marks, doc, words, sure).any()
