"""What is found behind paths, folders and globs, and what is told of the rest."""

import gzip
import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tasks.ingest.record import QUARANTINED
from tasks.ingest.source import SourceError, expand

PAGE = "<!DOCTYPE html><html><body><p>Rain.</p></body></html>"


def _tree(root: Path) -> Path:
    folder = root / "dump"
    (folder / "b").mkdir(parents=True)
    (folder / "z.txt").write_text("Last.")
    (folder / "a.html").write_text(PAGE)
    (folder / "b" / "c.jsonl").write_text('{"text": "Rain."}\n')
    (folder / ".hidden.txt").write_text("Not read.")
    (folder / "README.md").write_text("About the data.")
    (folder / ".git").mkdir()
    (folder / ".git" / "x.txt").write_text("Not read.")
    return folder


def test_a_folder_gives_its_files_sorted_with_paths_from_its_own_name(tmp_path: Path) -> None:
    found = expand([str(_tree(tmp_path))])
    assert [(i.native_path, i.format) for i in found.inputs] == [
        ("dump/a.html", "html"),
        ("dump/z.txt", "text"),
        ("dump/b/c.jsonl", "jsonl"),
    ]
    assert found.problems.is_empty()
    assert found.problems.schema == QUARANTINED
    assert [Path(p).name for p in found.ignored] == ["README.md"]


def test_a_file_states_its_size_time_address_and_digest(tmp_path: Path) -> None:
    path = tmp_path / "day one.txt"
    path.write_bytes(b"Rain.")
    os.utime(path, ns=(0, 1_600_000_000_123_456_789))
    (found,) = expand([str(path)], "harbor").inputs
    assert found.native_path == f"{tmp_path.name}/day one.txt"
    assert found.uri == f"file://{tmp_path}/day%20one.txt"
    assert (found.size, found.source_id) == (5, "harbor")
    assert found.digest == hashlib.sha256(b"Rain.").hexdigest()
    assert found.modified_at == datetime(2020, 9, 13, 12, 26, 40, 123456, tzinfo=UTC)


def test_the_identity_changes_with_the_bytes_and_the_source_only(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Rain.")
    first = expand([str(path)]).inputs[0]
    os.utime(path, (1, 1))
    assert expand([str(path)]).inputs[0].input_id == first.input_id
    assert expand([str(path)], "other").inputs[0].input_id != first.input_id
    path.write_text("Sun.")
    assert expand([str(path)]).inputs[0].input_id != first.input_id


def test_globs_are_rooted_at_their_fixed_part(tmp_path: Path) -> None:
    folder = _tree(tmp_path)
    found = expand([f"{folder}/**/*.jsonl", f"{folder}/*.txt"])
    assert [i.native_path for i in found.inputs] == ["dump/b/c.jsonl", "dump/z.txt"]


def test_a_side_file_is_read_when_it_is_named(tmp_path: Path) -> None:
    path = tmp_path / "NEWS.md"
    path.write_text("A story.")
    assert expand([str(path)]).problems.height == 1  # no format known by that name
    assert expand([str(tmp_path)]).problems.height == 0


def test_a_file_met_twice_counts_once(tmp_path: Path) -> None:
    folder = _tree(tmp_path)
    link = tmp_path / "dump" / "again.txt"
    link.symlink_to(folder / "z.txt")
    found = expand([str(folder / "z.txt"), str(folder)])
    assert [i.native_path for i in found.inputs].count("dump/z.txt") == 1
    assert len(found.inputs) == 3


def test_folders_that_link_to_themselves_end(tmp_path: Path) -> None:
    folder = _tree(tmp_path)
    (folder / "b" / "loop").symlink_to(folder)
    assert len(expand([str(folder)]).inputs) == 3


def test_a_pattern_may_match_nothing_yet(tmp_path: Path) -> None:
    assert expand([str(tmp_path / "*.jsonl")]).inputs == ()


def test_a_story_may_be_called_as_a_side_file_is(tmp_path: Path) -> None:
    for name in ("README", "readme.html", "Readme first says minister.txt"):
        (tmp_path / name).write_text("The minister asked all to read it. Nobody had.", "utf-8")
    found = expand([str(tmp_path)])
    assert [Path(i.path).name for i in found.inputs] == ["Readme first says minister.txt"]
    assert len(found.ignored) == 2


@pytest.mark.parametrize("name", ["nothing.txt", "no/such/folder", "no/*.jsonl"])
def test_what_is_not_there_is_misuse(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceError, match="check"):
        expand([str(tmp_path / name)])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(60)),
        ("paper.pdf", b"%PDF-1.7 and so on"),
        ("paper.txt", b"%PDF-1.7 named as if it were text"),
        ("pack.zip", b"PK\x03\x04" + bytes(60)),
        ("noise.bin", bytes(range(256)) * 4),
        ("noise", bytes(range(256)) * 4),
        ("table.csv", b"a,b\n1,2\n"),
        ("bundle.tar", bytes(257) + b"ustar" + bytes(300)),
    ],
)
def test_unknown_formats_are_told_with_a_remedy(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    found = expand([str(tmp_path)])
    assert found.inputs == ()
    (row,) = found.problems.rows(named=True)
    assert (row["stage"], row["record_key"]) == ("discover", f"{tmp_path.name}/{name}")
    (reason,) = row["reasons"]
    assert reason["expectation"] == "known_format"
    assert name in reason["message"]
    assert "convert it or take it out" in reason["message"]


def test_a_name_that_is_no_utf8_is_written_so_that_it_can_be_read(tmp_path: Path) -> None:
    odd = os.fsdecode(b"caf\xe9")
    for name in (f"{odd}.txt", f"{odd}.md"):
        (tmp_path / name).write_text("Rain.")
    (tmp_path / f"{odd}.bin").write_bytes(b"\0\1")
    found = expand([str(tmp_path)])
    (one,) = found.inputs
    assert one.native_path == f"{tmp_path.name}/caf\\xe9.txt"
    assert one.uri.endswith("/caf%E9.txt")
    assert Path(one.path).read_text() == "Rain."
    assert found.problems["record_key"].to_list() == [f"{tmp_path.name}/caf\\xe9.bin"]
    assert [Path(p).name for p in found.ignored] == ["caf\\xe9.md"]


def test_a_broken_link_and_a_pipe_do_not_stop_the_rest(tmp_path: Path) -> None:
    folder = _tree(tmp_path)
    (folder / "broken.txt").symlink_to(tmp_path / "gone.txt")
    os.mkfifo(folder / "pipe.txt")
    found = expand([str(folder)])
    assert len(found.inputs) == 3
    assert [r[0]["expectation"] for r in found.problems["reasons"]] == ["readable", "readable"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_told(tmp_path: Path) -> None:
    path = tmp_path / "closed.txt"
    path.write_text("Rain.")
    path.chmod(0)
    found = expand([str(path)])
    assert found.problems["reasons"][0][0]["expectation"] == "readable"


@pytest.mark.parametrize(
    ("name", "content", "wanted"),
    [
        ("a", b"Plain words.", "text"),
        ("a.txt", PAGE.encode(), "html"),
        ("a.dat", PAGE.encode(), "html"),
        ("a.dat", b'{"text": "x"}\n', "jsonl"),
        ("a.json", b'{"text": "x"}\n{"text": "y"}\n', "jsonl"),
        ("a.json", b'{"text": "x"}', "jsonl"),
        ("a.json", b'{\n "text": "x"\n}', "json"),
        ("a.json", b'[{"text": "x"}]', "json"),
        ("a.txt", b"[Editor: this is no JSON]", "text"),
        ("a.txt", b"{curly} words", "text"),
        ("a.xml", b'<?xml version="1.0"?><rss version="2.0"></rss>', "feed"),
        ("a.html", b'<?xml version="1.0"?>\n<feed xmlns="x"></feed>', "feed"),
        ("a.dat", b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", "warc"),
        ("a.txt", b"PAR1 whatever follows", "parquet"),
        ("a.jsonl", b"", "jsonl"),
        ("a.html", "\ufeff<!DOCTYPE html><html>".encode("utf-16"), "html"),
        ("a.jsonl", '{"text": "x"}\n'.encode("utf-16"), "jsonl"),
    ],
)
def test_content_tells_the_format_and_the_name_the_rest(
    tmp_path: Path, name: str, content: bytes, wanted: str
) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(content))
    found = expand([str(tmp_path / name), str(tmp_path / f"{name}.gz")])
    assert [i.format for i in found.inputs] == [wanted, wanted]
