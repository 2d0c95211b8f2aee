"""Who signs in Chinese, Japanese and Korean lines, and which lines only speak of reporters."""

from pathlib import Path

import pytest

from tasks.describe.wide_byline import wide_names
from tests.tasks.describe.parts import describe_one

BODY = (
    "北の島へ向かうフェリーは月曜日もまた遅れ、毎朝それを待つ人々は、もう理由を尋ねるのをやめたと話した。\n\n"
    "船を運航する会社は風のせいだと言い、省は会社のせいだと言い、港長は子どものころの冬の話をした。"
)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("記者 山田太郎", ["山田太郎"]),
        ("文・山田太郎　写真・佐藤花子", ["山田太郎"]),
        ("文/王小明", ["王小明"]),
        ("记者 王小明 李华", ["王小明", "李华"]),
        ("本报记者 王小明 报道", ["王小明"]),
        ("2021年5月4日 10:20 来源：港口日报 作者：王小明", ["王小明"]),
        ("記者王小明／台北報導", ["王小明"]),
        ("（记者王小明）", ["王小明"]),
        ("김민수 기자", ["김민수"]),
        ("[서울=항구일보] 김민수 선임기자 =", ["김민수"]),
        ("记者会今天举行", []),
        ("记者从港口获悉", []),
        ("文化部长辞职", []),
        ("한국기자협회 총회", []),
        ("By Ann Bell", []),
        ("", []),
    ],
)
def test_names(line: str, names: list[str]) -> None:
    assert wide_names(line) == names


def test_a_byline_that_was_not_moved_is_read_off_a_text(tmp_path: Path) -> None:
    title = "北の島のフェリー、また遅れる"
    row = describe_one(
        tmp_path,
        text=BODY,
        source_text=f"{title}\n\n記者 山田太郎\n\n{BODY}",
        moved={"headline": title},
    )
    assert (row["authors"], row["author_kinds"]) == (["山田太郎"], ["person"])
