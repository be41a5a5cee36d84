"""Engines that somebody could pick for working-hour deadlines, each behind one small adapter."""

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version

from benchmarks.peers.protocol import Peer

OURS = "normsim"
ADAPTERS = (
    OURS,
    "numpy_search",
    "polars_search",
    "polars_asof",
    "duckdb_asof",
    "numpy_busday",
    "work_clock",
    "pandas_wall",
    "pandas_zone",
    "business_timedelta",
    "office_hours",
    "biz_datim",
    "work_time_calc",
    "business_len",
    "biz_time",
    "business_time",
    "business_duration_days",
)


def peer(adapter: str) -> Peer:
    """The peer of an adapter; ImportError when its package is not installed."""
    found: Peer = import_module(f"benchmarks.peers.{adapter}").PEER
    return found


def installed() -> list[str]:
    """The adapters whose packages are here, in the order of the roster."""
    return [adapter for adapter in ADAPTERS if _is_here(adapter)]


def version_of(package: str) -> str:
    """The version of a distribution; empty when there is none."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _is_here(adapter: str) -> bool:
    try:
        return bool(peer(adapter))
    except ImportError:
        return False
