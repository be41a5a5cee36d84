"""What the keys of a fit mean, in plain words."""

from sim.report.texts.language import Language
from sim.scenario.fits.guesses import ALL_GUESSES

MEANT = (  # what a fit may tell that is no guess of a scenario
    "contacts.questions_per_week",
    "contacts.waits_for_customer_hours",
    "contacts.by_hour",
    "calls.short_calls_s",
    "calls.patience_shape",
    "orders.items_per_week",
    "orders.without_code_share",
)


def meaning(key: str, say: Language) -> str:
    """Say what a key is about; "" for one that says it itself."""
    table, _, rest = key.partition(".")
    if table == "peaks" and rest:
        return say("fit.means.peak_orders" if rest.endswith(".orders_times") else "fit.means.peak")
    if table == "topics" and rest:
        return say("fit.means.topic")
    if key in ALL_GUESSES:
        return say(f"guesses.{key}")
    return say(f"fit.means.{key}") if key in MEANT else ""
