"""RSS and Atom: entries with content are documents, and metadata is kept as written."""

from pathlib import Path

from tests.tasks.ingest.readback import ReadBack, read

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Harbor News</title>
<language>en-gb</language>{items}</channel></rss>"""

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbor Atom</title><id>f</id>
<updated>2020-01-05T00:00:00Z</updated>{entries}</feed>"""


def _read(tmp_path: Path, content: bytes | str, name: str = "a.xml") -> ReadBack:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read(path, out=tmp_path / "out")


def _rss(*items: str, encoding: str = "utf-8") -> str:
    return RSS.format(encoding=encoding, items="".join(f"<item>{item}</item>" for item in items))


def test_an_rss_item_keeps_its_metadata_as_written(tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        _rss(
            "<title>Rain &amp; sun</title><link>https://x.example/1</link><guid>g-1</guid>"
            "<dc:creator>Ann Bell</dc:creator><category>World</category><category>Sea</category>"
            "<pubDate>Wed, 12 Apr 2023 07:30:00 -0700</pubDate><description>Short.</description>"
            "<content:encoded><![CDATA[<p onclick='x()'>Rain.</p><script>y()</script>]]>"
            "</content:encoded>"
        ),
    )
    (row,) = found.documents.rows(named=True)
    assert (row["native_id"], row["native_basis"]) == ("g-1", "feed_guid")
    assert row["given_basis"] == "feed"
    assert row["content"] == "<p onclick='x()'>Rain.</p><script>y()</script>"
    assert row["media_type"] == "text/html"
    assert row["raw_uri"].endswith("/a.xml#entry=1")
    assert row["given"] == {
        "url": "https://x.example/1",
        "title": "Rain & sun",
        "authors": ["Ann Bell"],
        "publisher": "Harbor News",
        "published": "Wed, 12 Apr 2023 07:30:00 -0700",
        "modified": None,
        "language": "en-gb",
        "section": ["World", "Sea"],
    }


def test_atom_entries_keep_both_dates_and_all_authors(tmp_path: Path) -> None:
    entry = (
        "<entry><title>Rain</title><id>e-1</id><link href='https://x.example/1'/>"
        "<published>2020-01-02T03:04:05+09:00</published><updated>2020-01-03T00:00:00Z</updated>"
        "<author><name>Ann Bell</name></author><author><name>Bo Carr</name></author>"
        "<content type='{}'>{}</content></entry>"
    )
    xhtml = "<div xmlns='http://www.w3.org/1999/xhtml'><p>Rain.</p></div>"
    entries = entry.format("xhtml", xhtml) + entry.format("text", "Plain rain.")
    first, second = _read(tmp_path, ATOM.format(entries=entries)).documents.rows(named=True)
    assert "<p>Rain.</p>" in first["content"]
    assert first["media_type"] == "text/html"
    assert first["given"]["published"] == "2020-01-02T03:04:05+09:00"
    assert first["given"]["modified"] == "2020-01-03T00:00:00Z"
    assert first["given"]["authors"] == ["Ann Bell", "Bo Carr"]
    assert (second["content"], second["media_type"]) == ("Plain rain.", "text/plain")


def test_a_long_summary_is_a_document_and_a_short_one_is_skipped(tmp_path: Path) -> None:
    long = "It rained on the harbor. " * 20
    found = _read(
        tmp_path,
        _rss(
            f"<title>Long</title><link>https://x.example/1</link><description>{long}</description>",
            "<title>Short</title><link>https://x.example/2</link><description>Rain.</description>",
            "<title>None</title><link>https://x.example/3</link>",
        ),
    )
    (row,) = found.documents.rows(named=True)
    assert (row["content"], row["native_id"]) == (long.strip(), "https://x.example/1")
    assert found.result.skipped == {"feed entry without its article": 2}


def test_other_encodings_are_read(tmp_path: Path) -> None:
    long = "Été. " * 80
    item = f"<title>Pluie à Vigo</title><guid>g</guid><description>{long}</description>"
    data = _rss(item, encoding="iso-8859-1").encode("latin-1")
    found = _read(tmp_path, data)
    assert found.documents["given"][0]["title"] == "Pluie à Vigo"
    assert found.problems.is_empty()


def test_a_feed_that_breaks_off_gives_its_entries_and_a_row(tmp_path: Path) -> None:
    item = "<title>Rain</title><guid>g-1</guid><description>" + "Rain. " * 80 + "</description>"
    broken = _rss(item).replace("</channel></rss>", "<item><title>Cut")
    found = _read(tmp_path, broken)
    assert found.documents["native_id"].to_list() == ["g-1"]
    assert found.expectations == ["feed_well_formed"]
    assert "fetch the feed again" in found.messages[0]


def test_xml_that_is_no_feed_is_a_row(tmp_path: Path) -> None:
    found = _read(tmp_path, "<?xml version='1.0'?><sitemap><url>x</url></sitemap>")
    assert found.expectations == ["feed_well_formed"]


def test_entities_are_not_expanded_without_end(tmp_path: Path) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "rain">'
    for name, inner in zip("bcdefg", "abcdef", strict=True):
        bomb += f'<!ENTITY {name} "{f"&{inner};" * 20}">'
    found = _read(tmp_path, bomb + "]><rss><channel><title>&g;</title></channel></rss>")
    assert found.expectations == ["feed_well_formed"]
