"""Turns a UTF-16 or UTF-32 stream into a UTF-8 one while it is read."""

import codecs
import io

from tasks.ingest.stream import CHUNK


class _Transcoded(io.RawIOBase):
    """Decodes chunk by chunk; what does not decode becomes U+FFFD, which `mend` tells of."""

    def __init__(self, stream: io.BufferedReader, codec: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(codec)("replace")
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._ready:
            chunk = self._stream.read(CHUNK)
            self._ready = memoryview(self._decoder.decode(chunk, final=not chunk).encode())
            if not chunk and not self._ready:
                return 0
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count


def as_utf8(stream: io.BufferedReader, codec: str) -> io.BufferedReader:
    """Return the stream's text as UTF-8 bytes, its byte order mark taken off."""
    return io.BufferedReader(_Transcoded(stream, codec), CHUNK)
