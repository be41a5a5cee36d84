"""The norm engine for a service that hears of one event at a time; see `LiveJudge`."""

from sim.norms.live.event import Event
from sim.norms.live.judge import LiveJudge

__all__ = ["Event", "LiveJudge"]
