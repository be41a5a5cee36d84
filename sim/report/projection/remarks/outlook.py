"""What the weeks will bring: the headline on questions and phone, and the other norms at risk."""

import numpy as np

from sim.experiments.estimates.confidence import chance
from sim.experiments.estimates.estimate import WeekOfNorm
from sim.experiments.plans.goal import RISK
from sim.experiments.project import Projection
from sim.norms.editions.edition import NORMS, edition
from sim.report.texts.language import Language
from sim.report.words import norm_name, weeks_with_chances

PROBABLE, COIN_TOSS, AT_RISK = 0.6, 0.4, 0.2
FEW = 50  # seasons; with fewer, a chance of nothing may well be one of something
BESIDES = ("response", "phone")  # told of in headline and table; the others are other norms


def headline(projection: Projection, say: Language) -> str:
    """Say what the roster as it is will bring: the response norm, its mails, the phone."""
    response, phone = of_norm(projection, "response"), of_norm(projection, "phone")
    mails = _weeks(projection, {row.week: row.mail.share for row in response if row.mail.share > 0.5}, say)
    said = [
        say("headline.roster_as_is", outlook=_outlook(response, projection, say)),
        say("headline.mails", weeks=mails) if mails else "",
        say("headline.phone", outlook=_outlook(phone, projection, say)) if _endangered(phone) else "",
    ]
    return " ".join(part for part in [*said, _few(projection, say)] if part)


def _few(projection: Projection, say: Language) -> str:
    """Warn of a run too small to rely on."""
    seasons = projection.settings.replications
    if seasons >= FEW:
        return ""
    return say("headline.few", n=seasons, high=chance(np.zeros(seasons, bool)).high)


def _outlook(rows: list[WeekOfNorm], projection: Projection, say: Language) -> str:
    """Sort the weeks of a norm into probable misses, coin tosses and risks; it holds where none is."""
    norm = rows[0].norm
    if all(row.no_data == 1 for row in rows):
        return say("outlook.nothing", norm=norm_name(norm, say))
    level = float(getattr(edition(projection.shop.scenario.edition), norm).min_share)
    name = say(f"outlook.norm.{norm}", level=level)
    probable = [row for row in rows if row.missed.share >= PROBABLE]
    toss = [row for row in rows if COIN_TOSS <= row.missed.share < PROBABLE]
    risky = [row for row in rows if AT_RISK <= row.missed.share < COIN_TOSS]
    above = [row for row in rows if RISK < row.missed.share < AT_RISK]
    said = [
        say("outlook.probable", norm=name, weeks=_missed(projection, probable, say)) if probable else "",
        say("outlook.toss", n=len(toss), weeks=_missed(projection, toss, say)) if toss else "",
        say("outlook.risk", n=len(risky), weeks=_missed(projection, risky, say)) if risky else "",
        _above(projection, above, name, say) if above else "",
    ]
    return "; ".join(part for part in said if part) or _holds(rows, name, say)


def _above(projection: Projection, rows: list[WeekOfNorm], name: str, say: Language) -> str:
    """Name weeks of small risks, which are yet more than advice allows."""
    return say("outlook.above", n=len(rows), weeks=_missed(projection, rows, say), norm=name, risk=RISK)


def _holds(rows: list[WeekOfNorm], name: str, say: Language) -> str:
    worst = max(row.missed.share for row in rows)
    return say("outlook.holds", norm=name, share=worst) if worst else say("outlook.holds_always", norm=name)


def _missed(projection: Projection, rows: list[WeekOfNorm], say: Language) -> str:
    return _weeks(projection, {row.week: row.missed.share for row in rows}, say)


def _weeks(projection: Projection, shares: dict[int, float], say: Language) -> str:
    """Name weeks with their chances; nothing where there are none."""
    return weeks_with_chances(shares, projection.shop.season.weeks, say) if shares else ""


def _endangered(rows: list[WeekOfNorm]) -> bool:
    return any(row.missed.share >= COIN_TOSS for row in rows)


def other_norms(projection: Projection, say: Language) -> str:
    """Say which of the other norms are at risk, in which weeks, and with a mail or without; "" for none."""
    said = (_other(projection, norm, say) for norm in NORMS if norm not in BESIDES)
    return "; ".join(part for part in said if part)


def _other(projection: Projection, norm: str, say: Language) -> str:
    rows = of_norm(projection, norm)
    missed = {row.week: row.missed.share for row in rows if row.missed.share >= AT_RISK}
    mails = {row.week: row.mail.share for row in rows if row.mail.share >= AT_RISK}
    if missed and missed == mails:
        said = [say("other_norms.both", weeks=_weeks(projection, missed, say))]
    else:
        both = (("missed", missed), ("mail", mails))
        said = [
            say(f"other_norms.{what}", weeks=_weeks(projection, shares, say))
            for what, shares in both
            if shares
        ]
    return f"{norm_name(norm, say)} {', '.join(said)}" if said else ""


def of_norm(projection: Projection, norm: str) -> list[WeekOfNorm]:
    """Pick the weeks of one norm, in order."""
    return [row for row in projection.weekly if row.norm == norm]
