"""Requests that nobody means well with, and what the answer to one may not be."""

import random
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from faults import hostile_words as words
from faults.hostile_words import MARK


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Bytes to send, and whether they are one whole request, after which the connection can be used again."""

    sent: bytes
    whole: bool


def request(chance: random.Random) -> Request:
    """Make a request; the same one for the same chance."""
    target = chance.choice(words.PLACES)
    for _ in range(chance.choice((0, 1, 1, 2, 3))):
        at = chance.randint(0, len(target)) if chance.random() < 0.5 else len(target)
        target = target[:at] + chance.choice(words.BITS) + target[at:]
    if chance.random() < 0.3:
        pairs = (f"{chance.choice(words.PARAMETERS)}={chance.choice(words.BITS)}" for _ in range(chance.randint(1, 4)))
        target += "?" + "&".join(pairs)
    if chance.random() < 0.6:
        # As a browser or a calendar app would send it.
        target = quote(target, safe=string.punctuation)
    headers = {}
    if chance.random() < 0.9:
        headers["Host"] = "calendar.example.edu" if chance.random() < 0.9 else chance.choice(words.VALUES + words.BITS)
    for _ in range(chance.choice((0, 0, 1, 2, 5))):
        headers[chance.choice(words.HEADERS)] = chance.choice(words.VALUES + words.BITS)
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    if chance.random() < 0.8:
        return Request(sent=_bytes(f"{chance.choice(words.METHODS)} {target} HTTP/1.1\r\n{head}\r\n"), whole=True)
    method = chance.choice(words.METHODS if chance.random() < 0.7 else words.BROKEN_METHODS)
    version = "HTTP/1.1" if chance.random() < 0.7 else chance.choice(words.VERSIONS)
    sent = _bytes(f"{method} {target} {version}\r\n{head}{chance.choice(words.FRAMINGS)}")
    return Request(sent=_damaged(sent, chance) if chance.random() < 0.3 else sent, whole=False)


def _bytes(text: str) -> bytes:
    return text.encode("latin-1")


def _damaged(sent: bytes, chance: random.Random) -> bytes:
    """Cut it short, or put some bytes of chance into it."""
    at = chance.randint(0, len(sent))
    return sent[:at] if chance.random() < 0.5 else sent[:at] + chance.randbytes(chance.randint(1, 40)) + sent[at:]


# What of ours an answer may not hold as we sent it


def _between(*unsafe: str) -> re.Pattern[bytes]:
    return re.compile("|".join(f"{MARK}{re.escape(bits)}{MARK}" for bits in unsafe).encode())


_IN_PAGES = _between(*words.UNSAFE_IN_PAGES)
_IN_TEXT = _between(*words.UNSAFE_IN_TEXT)
_HEADER = re.compile(rb"([A-Za-z0-9-]+): ([\x20-\x7e]*)")
_ADDRESS = re.compile(rb"[A-Za-z0-9:/.%~?&=+_-]*")


def wrong_with(sent: bytes, head: bytes, body: bytes) -> Iterator[str]:
    """Say what is wrong with an answer to what was sent; its head has no empty line at the end."""
    status, *lines = head.split(b"\r\n")
    if not re.fullmatch(rb"HTTP/1\.[01] [1-4]\d\d [A-Za-z -]+", status) and not _is_unknown_coding(sent, status):
        yield f"status line {status!r}"
    headers = {}
    for line in lines:
        header = _HEADER.fullmatch(line)
        if not header:
            yield f"header {line!r}"
            continue
        name, value = header.groups()
        headers[name.lower()] = value
        if MARK.encode() in name.lower() or name.lower() == b"set-cookie":
            yield f"header {line!r}"
        if MARK.encode() in value and not (name == b"Location" and _ADDRESS.fullmatch(value)):
            yield f"reflected in {line!r}"
    kind = headers.get(b"content-type", b"").partition(b";")[0]
    unsafe = {b"text/html": _IN_PAGES, b"text/plain": _IN_TEXT}.get(kind, re.compile(MARK.encode()))
    if found := unsafe.search(body):
        yield f"reflected in {kind!r}: {body[max(found.start() - 40, 0) : found.end() + 40]!r}"


def _is_unknown_coding(sent: bytes, status: bytes) -> bool:
    """Tell whether this is gunicorn's answer to a Transfer-Encoding that nobody knows (RFC 9112, 6.1)."""
    return b"Transfer-Encoding: " in sent and status == b"HTTP/1.1 501 Bad Request"


def size_of_body(top: bytes, *, head: bool) -> int:
    """Tell how long the body is that follows a head; `head` says that HEAD was what was asked."""
    length = re.search(rb"\r\nContent-Length: (\d+)", top)
    return int(length[1]) if length and not head and top[9:12] not in (b"204", b"304") else 0


def answers(received: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Part all that was received on a connection into heads and bodies."""
    while received:
        top, _, rest = received.partition(b"\r\n\r\n")
        # To HEAD, the next answer follows at once.
        size = size_of_body(top, head=rest.startswith(b"HTTP/1.") or not rest)
        yield top, rest[:size]
        received = rest[size:]
