"""The nine norms, each one pure function from a log to counts a seller and week."""

from collections.abc import Callable

from sim.norms.measures.contacts import nps, phone, questions, response
from sim.norms.measures.orders import by_method, cancellations, on_time, returns, reviews, track_and_trace
from sim.norms.measures.view import Counts, View

MEASURES: dict[str, Callable[[View], Counts]] = {
    "response": response,
    "phone": phone,
    "questions": questions,
    "on_time": on_time,
    "cancellations": cancellations,
    "track_and_trace": track_and_trace,
    "reviews": reviews,
    "returns": returns,
    "nps": nps,
}

__all__ = ["MEASURES", "Counts", "View", "by_method"]
