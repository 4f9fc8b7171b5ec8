"""Feeds: fetched politely and safely, remembered, and kept as raw JSON lines that any run can read.

`fetch` talks to one address, `visit` to the feeds of one host, `memory` knows what was seen,
`collect` keeps what is new, and `update` does it all and cleans.
"""

from pipeline.feeds.collect import Collected, keep
from pipeline.feeds.manners import Manners
from pipeline.feeds.memory import Memory
from pipeline.feeds.run import Updated, update
from pipeline.feeds.visit import Visit, visit

__all__ = ["Collected", "Manners", "Memory", "Updated", "Visit", "keep", "update", "visit"]
