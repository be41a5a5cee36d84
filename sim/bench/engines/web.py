"""An engine behind an address: each request a POST of JSON, to the loopback addresses only."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from sim.bench.engines import LONGEST, Ask, EngineFault, EngineMissing, hangs

OK = 200
REDIRECTS = range(300, 400)


@asynccontextmanager
async def web_engine(url: str, timeout_s: float, lanes: int, allow_remote: bool) -> AsyncIterator[Ask]:
    """Open the door to an address, over at most `lanes` connections. Redirects and proxies are not followed.

    Raises:
        EngineMissing: no http address, one that is not found, or one that leaves this machine.
    """
    aiohttp = _aiohttp()
    addresses = await asyncio.to_thread(addresses_of, url, allow_remote)
    session = aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=lanes, resolver=_Resolved(addresses)),
        timeout=aiohttp.ClientTimeout(total=timeout_s),
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"Content-Type": "application/json"},
        trust_env=False,
    )

    async def ask(line: bytes) -> bytes:
        try:
            async with session.post(url, data=line, allow_redirects=False) as response:
                return await _read(response)
        except TimeoutError:
            raise hangs(timeout_s) from None
        except aiohttp.ClientConnectorError as fault:
            raise EngineFault(f"cannot be reached: {fault.strerror or fault}") from None
        except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError, aiohttp.ClientPayloadError):
            raise EngineFault("hangs up in the middle of an answer") from None
        except aiohttp.ClientError as fault:
            raise EngineFault(f"does not speak HTTP: {type(fault).__name__}") from None

    async with session:
        yield ask


def addresses_of(url: str, allow_remote: bool) -> list[str]:
    """Resolve the host of an address once, so that what was checked is what is asked.

    Raises:
        EngineMissing: see `web_engine`.
    """
    parts = urlsplit(url)
    try:
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if parts.scheme not in ("http", "https") or not host:
        raise EngineMissing(f"{url!r} given; must be an address such as http://127.0.0.1:8000/due")
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise EngineMissing(f"{host!r} given; must be a host that is found; try 127.0.0.1") from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    remote = [address for address in addresses if not ip_address(address.partition("%")[0]).is_loopback]
    if remote and not allow_remote:
        raise EngineMissing(
            f"{url!r} given, at {remote[0]}; must be on this machine (127.0.0.1 or ::1); "
            "a server that you may load elsewhere needs --allow-remote"
        )
    return addresses


async def _read(response: Any) -> bytes:
    """Read an answer of bounded size."""
    if response.status in REDIRECTS:
        raise EngineFault(f"redirects (HTTP {response.status}), which is not followed")
    if response.status != OK:
        raise EngineFault(f"answers HTTP {response.status}")
    said = bytearray()
    async for chunk in response.content.iter_chunked(2**16):
        said += chunk
        if len(said) > LONGEST:
            raise EngineFault(f"answers with more than {LONGEST:,} bytes")
    return bytes(said)


class _Resolved:
    """Gives the addresses that were checked, whatever the name means by now."""

    def __init__(self, addresses: list[str]) -> None:
        self._addresses = addresses

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[dict[str, Any]]:
        return [
            {
                "hostname": host,
                "host": address,
                "port": port,
                "family": socket.AF_INET6 if ":" in address else socket.AF_INET,
                "proto": socket.IPPROTO_TCP,
                "flags": socket.AI_NUMERICHOST,
            }
            for address in self._addresses
        ]

    async def close(self) -> None:
        """Nothing is open."""


def _aiohttp() -> Any:
    try:
        return import_module("aiohttp")
    except ModuleNotFoundError:
        raise EngineMissing('--url needs the extra load; pip install "normsim[load]"') from None
