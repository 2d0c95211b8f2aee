"""Feeds fetched from an address: a local server stands in for the world."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tasks.ingest.fetch import FetchError, fetch, file_name
from tasks.ingest.read import ReadLimits, read_inputs
from tasks.ingest.source import expand
from tests.tasks.ingest.readback import CLOCK, back

FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Harbor</title><item>
<title>Rain</title><guid>g-1</guid><description>%s</description></item></channel></rss>"""


class _Answers(BaseHTTPRequestHandler):
    release = threading.Event()

    def do_GET(self) -> None:
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/feed.xml")
            self.end_headers()
        elif self.path.startswith("/feed.xml"):
            self._send(FEED % (b"It rained. " * 40))
        elif self.path == "/large":
            self._send(b"x" * 5_000_000)
        elif self.path == "/slow":
            self.release.wait(10)
        else:
            self.send_error(404)

    def _send(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    _Answers.release.set()
    server.shutdown()


def test_a_feed_address_becomes_documents(address: str, tmp_path: Path) -> None:
    found = expand([f"{address}/feed.xml?page=2"], download_dir=tmp_path / "down")
    (source,) = found.inputs
    assert source.format == "feed"
    assert source.native_path == f"{address.removeprefix('http://')}/feed.xml?page=2"
    read = back(read_inputs(found.inputs, tmp_path / "out", "w0", ReadLimits(), CLOCK))
    assert read.documents["raw_uri"].to_list() == [f"{address}/feed.xml?page=2#entry=1"]


def test_a_redirect_is_followed(address: str, tmp_path: Path) -> None:
    assert expand([f"{address}/moved"], download_dir=tmp_path).inputs[0].format == "feed"


def test_a_failed_fetch_is_a_row_and_the_rest_goes_on(address: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rain.")
    found = expand(
        [f"{address}/nothing", "http://127.0.0.1:9/closed", str(tmp_path / "a.txt")],
        download_dir=tmp_path / "down",
    )
    assert [i.format for i in found.inputs] == ["text"]
    messages = [r[0]["message"] for r in found.problems["reasons"]]
    assert "404" in messages[0]
    assert "closed" in messages[1]
    assert all("check the address" in message for message in messages)
    assert not list((tmp_path / "down").iterdir())


def test_size_and_time_are_limited(address: str, tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="1,000,000 bytes"):
        fetch(f"{address}/large", tmp_path, max_bytes=1_000_000)
    with pytest.raises(FetchError, match="cannot be fetched"):
        fetch(f"{address}/slow", tmp_path, timeout=0.2)
    assert not list(tmp_path.iterdir())


def test_every_address_has_a_safe_name_of_its_own() -> None:
    urls = [
        "https://x.example/feed.xml",
        "https://x.example/feed.xml?page=2",
        "https://x.example/../../etc/passwd",
        "https://x.example/" + "a" * 500,
        "https://x.example",
    ]
    names = [file_name(url) for url in urls]
    assert len(set(names)) == len(urls)
    assert all("/" not in name and len(name) < 150 and name[0] != "." for name in names)
    assert names[0].endswith(".xml")
