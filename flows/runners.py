"""Which Prefect task runner does the units: by configuration, not by code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from prefect.client.orchestration import get_client
from prefect.settings import PREFECT_API_URL, PREFECT_CLIENT_MAX_RETRIES, temporary_settings
from prefect.task_runners import ProcessPoolTaskRunner, ThreadPoolTaskRunner

from pipeline.batch import end_with_parent
from pipeline.errors import ConfigError


@contextmanager
def task_runner(kind: str = "inline", workers: int = 1, address: str | None = None) -> Iterator[Any]:
    """The task runner of this kind, ready for tasks of the flow that runs here.

    `inline` runs units in this process, `processes` in a pool, `dask` on an existing cluster at
    `address`. ConfigError where what it needs is missing.
    """
    chosen = _chosen(kind, workers, address)
    # workers report to the server of this flow: left alone, each would start a temporary one of its own;
    # while units are under way Prefect's own patience with a busy server holds
    server = str(get_client(sync_client=True).api_url)
    if address and _is_here(server) and not _is_here(address):
        raise ConfigError(f"workers of {address} cannot reach {server}; name a server that they can: PREFECT_API_URL")
    with temporary_settings({PREFECT_API_URL: server}, restore_defaults={PREFECT_CLIENT_MAX_RETRIES}), chosen as ready:
        yield ready


def _chosen(kind: str, workers: int, address: str | None) -> Any:
    if kind == "inline":
        # one thread: cleaning is bound to the interpreter, and order costs nothing
        return ThreadPoolTaskRunner(max_workers=1)
    if kind == "processes":
        return ProcessPoolTaskRunner(max_workers=max(1, workers), initializer=end_with_parent)
    if kind == "dask":
        if not address:
            raise ConfigError("--runner dask needs the cluster's scheduler: --address tcp://host:port")
        try:
            from prefect_dask.task_runners import DaskTaskRunner
        except ImportError as error:
            raise ConfigError(f"--runner dask needs the extra copydesk[dask]: {error}") from error
        return DaskTaskRunner(address=address)
    raise ConfigError(f"no runner {kind!r}; there are inline, processes and dask")


def _is_here(url: str) -> bool:
    """Whether an address is this machine's own, and means another machine elsewhere."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def hosts_runner() -> Any:
    """The task runner that asks hosts for their feeds: threads, since it is all waiting."""
    return ThreadPoolTaskRunner(max_workers=8)
