"""Reads who signs in Chinese, Japanese and Korean bylines, which put no space between words."""

import re

from tasks.describe.name import FIRST_WIDE, opens_with_family_name

_HAN = r"[\u3005\u4e00-\u9fff]"
_KANA = r"[\u3005\u3040-\u30ff\u4e00-\u9fff]"
_OFFICE = r"(?:本报|本報|本社|特约|特約|见习|見習|实习|實習|通讯|通訊|首席)?"
_LABEL = r"(?:记者|記者|作者|撰文|撰稿|執筆|筆者|取材・文|文・写真|文と写真|文字|文)"
_MARK = r"\s*[:：/／・·|｜丨]\s*"
_AND = r"[、，,和与與及\s・]"
_LABELLED = re.compile(
    rf"(?:^|[\s　|｜（(【\[〔]){_OFFICE}{_LABEL}(?:{_MARK}|\s+)"
    rf"(?P<names>{_KANA}{{2,6}}(?:{_AND}{{1,2}}(?!写真|撮影|摄影|攝影|图|圖|編集|编辑){_KANA}{{2,6}}){{0,4}})"
    r"(?=$|[\s　/／、，,|｜）)】\]〕]|报道|報導|報道|摄|撮影)"
)
_GLUED = re.compile(
    rf"(?:^|[\s　|｜（(【\[〔]){_OFFICE}(?:记者|記者)(?P<names>{_HAN}{{2,3}})"
    r"(?=$|[\s　/／、，|｜）)】\]〕]|报道|報導|報道)"
)
"""A label with the name right behind it: the name must begin as one does."""
_BEHIND = re.compile(
    r"(?:^|[\s\]）)=|·])(?P<names>[\uac00-\ud7a3]{2,4})\s?(?:선임|수습|인턴)?\s?(?:기자|특파원)(?![\uac00-\ud7a3])"
)
"""Korean puts the reporter's title behind the name."""
_SPLIT = re.compile(rf"{_AND}+")
_LONGEST = 60  # characters


def wide_names(line: str) -> list[str]:
    """Return the people whom a short line in one of the three languages says it is by."""
    if line.isascii() or len(line) > _LONGEST or max(line) < FIRST_WIDE:
        return []
    for form in (_LABELLED, _GLUED, _BEHIND):
        names = [name for found in form.finditer(line) for name in _SPLIT.split(found["names"])]
        sure = names[: form is not _GLUED]  # what follows the first, or a bare label, may be a verb
        names = [*sure, *filter(opens_with_family_name, names[len(sure) :])]
        if names := [name for name in names if len(name) > 1]:
            return list(dict.fromkeys(names))
    return []
