"""Which Prefect task runner does the units: by configuration, not by code."""

from __future__ import annotations

from typing import Any

from pipeline.errors import ConfigError


def task_runner(kind: str = "inline", workers: int = 1, address: str | None = None) -> Any:
    """The task runner of this kind.

    `inline` runs units in this process, `processes` in a pool, `dask` on an existing cluster at
    `address`. ConfigError where what it needs is missing.
    """
    if kind == "inline":
        from prefect.task_runners import ThreadPoolTaskRunner

        # one thread: cleaning is bound to the interpreter, and order costs nothing
        return ThreadPoolTaskRunner(max_workers=1)
    if kind == "processes":
        from prefect.task_runners import ProcessPoolTaskRunner

        return ProcessPoolTaskRunner(max_workers=max(1, workers))
    if kind == "dask":
        if not address:
            raise ConfigError("--runner dask needs the cluster's scheduler: --address tcp://host:port")
        try:
            from prefect_dask.task_runners import DaskTaskRunner
        except ImportError as error:
            raise ConfigError(f"--runner dask needs the extra copydesk[dask]: {error}") from error
        return DaskTaskRunner(address=address)
    raise ConfigError(f"no runner {kind!r}; there are inline, processes and dask")


def hosts_runner() -> Any:
    """The task runner that asks hosts for their feeds: threads, since it is all waiting."""
    from prefect.task_runners import ThreadPoolTaskRunner

    return ThreadPoolTaskRunner(max_workers=8)
