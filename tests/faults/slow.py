"""Hundreds of clients that take their time, in a process of their own: `python slow.py MANNER PORT PATH`.

Says "ready" when all are connected and at it, and whoever is sent away comes back, until the process is ended.
"""

import asyncio
import contextlib
import resource
import socket
import subprocess
import sys
from asyncio import StreamReader, StreamWriter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

CLIENTS = 500

Manner: TypeAlias = Callable[[StreamReader, StreamWriter, str], Awaitable[None]]


async def _idle(reader: StreamReader, writer: StreamWriter, path: str) -> None:
    await reader.read()


async def _half_sent(reader: StreamReader, writer: StreamWriter, path: str) -> None:
    """A head of which another byte comes each half second, and never the end."""
    writer.write(f"GET {path} HTTP/1.1\r\nHost: calendar.example.edu\r\nX-Slow: ".encode())
    await _trickle(reader, writer)


async def _slow_body(reader: StreamReader, writer: StreamWriter, path: str) -> None:
    """A body that was announced as longer than anybody would wait for."""
    writer.write(f"GET {path} HTTP/1.1\r\nHost: calendar.example.edu\r\nContent-Length: 100000\r\n\r\n".encode())
    await _trickle(reader, writer)


async def _trickle(reader: StreamReader, writer: StreamWriter) -> None:
    while True:
        writer.write(b"a")
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(0.5):
                while await reader.read(65536):
                    pass
                return


async def _slow_reading(reader: StreamReader, writer: StreamWriter, path: str) -> None:
    """More answers asked for at once than a connection holds, and read a few bytes at a time."""
    writer.write(f"GET {path} HTTP/1.1\r\nHost: calendar.example.edu\r\n\r\n".encode() * 10)
    while await reader.read(100):
        await asyncio.sleep(0.5)


async def _kept_alive(reader: StreamReader, writer: StreamWriter, path: str) -> None:
    """A connection that is used just often enough not to be closed."""
    while not reader.at_eof():
        writer.write(f"HEAD {path} HTTP/1.1\r\nHost: calendar.example.edu\r\n\r\n".encode())
        await reader.readuntil(b"\r\n\r\n")
        await asyncio.sleep(3)


MANNERS: dict[str, Manner] = {
    "idle": _idle,
    "half-sent": _half_sent,
    "slow-body": _slow_body,
    "slow-reading": _slow_reading,
    "kept-alive": _kept_alive,
}


async def _client(manner: Manner, port: int, path: str, connected: asyncio.Semaphore) -> None:
    while True:
        with contextlib.suppress(OSError, EOFError):
            connection = socket.socket()
            # As over the internet: loopback's large packets let a connection hold megabytes that nobody reads.
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 1460)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.setblocking(False)
            await asyncio.get_running_loop().sock_connect(connection, ("127.0.0.1", port))
            reader, writer = await asyncio.open_connection(sock=connection, limit=4096)
            connected.release()
            try:
                await manner(reader, writer, path)
            finally:
                writer.close()
        await asyncio.sleep(0.1)


async def _attack(manner: Manner, port: int, path: str) -> None:
    connected = asyncio.Semaphore(0)
    clients = []
    for number in range(CLIENTS):
        clients.append(asyncio.create_task(_client(manner, port, path, connected)))
        # Not more at once than the system lets wait at the door.
        if number % 50 == 49:
            await asyncio.sleep(0.1)
    for _ in clients:
        await connected.acquire()
    print("ready", flush=True)
    await asyncio.gather(*clients)


@contextmanager
def slow_clients(manner: str, port: int, path: str) -> Iterator[None]:
    """Have a server full of slow clients."""
    command = [sys.executable, __file__, manner, str(port), path]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            assert process.stdout.readline() == "ready\n"
            yield
            assert process.poll() is None
        finally:
            process.kill()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_NOFILE, (2 * CLIENTS + 100,) * 2)
    asyncio.run(_attack(MANNERS[sys.argv[1]], int(sys.argv[2]), sys.argv[3]))
