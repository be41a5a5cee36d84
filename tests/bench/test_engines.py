"""Where requests may go, and what stands in an answer."""

import socket

import pytest

from sim.bench.engines import EngineFault, EngineMissing, answer_of
from sim.bench.engines.web import addresses_of


def resolved(monkeypatch, *addresses):
    """Let every name mean these addresses."""
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://127.0.0.1:8000/due", "127.0.0.1"),
        ("https://127.9.9.9/due", "127.9.9.9"),
        ("http://[::1]:8000", "::1"),
    ],
)
def test_this_machine_may_be_asked(url, address):
    assert addresses_of(url, allow_remote=False) == [address]


@pytest.mark.parametrize("url", ["http://192.0.2.1/due", "http://0.0.0.0:8000/", "http://[2001:db8::1]:80/"])
def test_another_machine_may_not(url):
    with pytest.raises(EngineMissing, match=r"must be on this machine .* --allow-remote"):
        addresses_of(url, allow_remote=False)


def test_a_name_that_means_both_may_not(monkeypatch):
    resolved(monkeypatch, "127.0.0.1", "192.0.2.1")
    with pytest.raises(EngineMissing, match=r"192\.0\.2\.1"):
        addresses_of("http://engine.test/due", allow_remote=False)


def test_another_machine_may_when_the_user_says_so(monkeypatch):
    resolved(monkeypatch, "192.0.2.1", "127.0.0.1", "192.0.2.1")
    assert addresses_of("http://engine.test/due", allow_remote=True) == ["192.0.2.1", "127.0.0.1"]


def test_a_name_that_is_not_found_is_told(monkeypatch):
    def nobody(*_, **__):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    with pytest.raises(EngineMissing, match="must be a host that is found"):
        addresses_of("http://engine.test/due", allow_remote=True)


@pytest.mark.parametrize(
    "url", ["", "127.0.0.1:8000", "ftp://127.0.0.1/", "http:///due", "http://127.0.0.1:x/"]
)
def test_what_is_no_address_is_told(url):
    with pytest.raises(EngineMissing, match="must be an address such as http"):
        addresses_of(url, allow_remote=True)


def test_an_answer_is_a_json_object():
    assert answer_of(b'{"due_at": [1]}\n') == {"due_at": [1]}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"ready\n", "says 'ready'; must be a JSON object on one line"),
        (b"\xff\xfe\n", "must be a JSON object on one line"),
        (b"[1, 2]\n", r"says '\[1, 2\]'; must be a JSON object"),
        (b'{"due_at": [1', "must be a JSON object on one line"),
        (b"[" * 100_000, "must be a JSON object on one line"),
        (b'{"error": "no such calendar"}', "raises no such calendar"),
        (b'{"error": "two\\nlines"}', "raises two lines"),
        (b"x" * 1000, r"says 'x{97}\.\.\.'"),
    ],
)
def test_anything_else_is_a_fault_of_one_line(line, said):
    with pytest.raises(EngineFault, match=said) as fault:
        answer_of(line)
    assert "\n" not in str(fault.value)
