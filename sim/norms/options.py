"""What a judgement takes from the seller; what the norm texts leave open is a value of the edition."""

from dataclasses import dataclass
from fractions import Fraction

from sim.deadline import Boundary


@dataclass(frozen=True)
class Options:
    """The defaults are those of norms/README.md, section 5."""

    timezone: str = "Europe/Amsterdam"  # of weeks, dates and the norm clock
    hours: str = ""  # of another trade, "Sun-Thu 09:00-17:00"; of a norm of clock hours, its days
    weeks: tuple[int, int] | None = None  # first and last Monday to report; None: those of the log
    boundary: Boundary = "close"  # 5.2: a reply when exactly the allowance is used up
    questions_norm: Fraction | None = None  # the seller's personal norms; see edition.exact
    returns_norm: Fraction | None = None
    prior_strikes: tuple[str, ...] = ()  # weeks before the log, "2026-W36"
    excused: tuple[tuple[str, str], ...] = ()  # ("on_time", "2026-W48"): excused by the marketplace (1.5)
    new_seller: bool = False  # the log begins with the shop's first order: GroeiStart

    @property
    def of_one_seller(self) -> tuple[str, ...]:
        """Name what is asked for and can only be said of one seller."""
        asked = {
            "prior strikes": self.prior_strikes,
            "excused weeks": self.excused,
            "a new seller": self.new_seller,
        }
        return tuple(name for name, given in asked.items() if given)


DEFAULTS = Options()
