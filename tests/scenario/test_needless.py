"""A key that says how, without the one that says whether, would change nothing: it is refused."""

import pytest

from sim.norms.faults import InputError
from sim.scenario.fits.needless import REST_ON
from sim.scenario.read import read_text

SHOP = {
    "": {"weeks": '"2026-W47"'},
    "contacts": {"questions_per_week": "100", "follow_up_share": "0"},
    "topics.manual": {"share": "0.5"},
    "special_care": {"topic": '"manual"', "share": "0"},
    "chatbot": {"solves_share": "0.1"},
    "lvb": {"share": "0"},
    "people": {"Joris": '"mon-fri 09:00-17:00"'},
}


def shop(*given: str) -> str:
    """The text of a shop in which 0.3 is given for some keys."""
    tables = {table: dict(keys) for table, keys in SHOP.items()}
    for key in given:
        table, name = key.split(".")
        tables.setdefault(table, {})[name] = "2" if name.endswith("_s") else "0.3"
    if "special_care.share" in given:
        tables["people"] = {"Joris": '{ hours = "mon-fri 09:00-17:00", care = true }'}
    lines = []
    for table, keys in tables.items():
        lines += [f"[{table}]"] * bool(table) + [f"{name} = {value}" for name, value in keys.items()]
    return "\n".join(lines)


def causes(key: str) -> list[str]:
    """What must be given for a key to have an effect: its cause, the cause of that, and so on."""
    if key not in REST_ON:
        return [key]
    cause, _ = REST_ON[key]
    return [key, *causes(cause if "." in cause else f"{key.split('.')[0]}.{cause}")]


@pytest.mark.parametrize(
    "reason", ["marketplace.forwarded_per_week", "calls.closed_to_marketplace_share", None]
)
def test_questions_go_back_to_the_marketplace_where_some_way_brings_them_from_there(reason):
    text = shop("marketplace.returns_after_hours", *[reason] if reason else [])
    if reason is None:
        text = text.replace("[lvb]\nshare = 0", "[lvb]\nshare = 0.2\ncomes_back_share = 0.1")

    assert read_text(text, "shop.toml").scenario.marketplace.returns_after_hours == 0.3


CLOSED_WEEK = 'closed_days = "2026-11-16..2026-11-21"'


def test_a_phone_that_is_open_on_no_day_is_refused_where_customers_call():
    """The shop is closed from Monday to Saturday of its week; the phone is open on weekdays, or Sundays."""
    opens = '[calls]\nopen = "mon-fri 09:00-17:00"\n' + CLOSED_WEEK
    with pytest.raises(
        InputError, match=r"calls.open: .* given; must be hours in which it is offered on some day"
    ):
        read_text(f"{shop()}\n{opens}", "shop.toml")

    read_text(f"{shop()}\n{opens}".replace("mon-fri", "mon-sun"), "shop.toml")
    read_text(f"{shop()}\n{opens}".replace("per_week = 100", "per_week = 100\nphone_share = 0"), "shop.toml")


OF_CUSTOMERS = [
    key for key in REST_ON if key.split(".")[0] in {*SHOP, "calls", "marketplace", "special_care"}
]


@pytest.mark.parametrize("key", OF_CUSTOMERS)
def test_a_key_without_its_cause_is_refused_and_with_it_accepted(key):
    cause, _ = REST_ON[key]
    with pytest.raises(
        InputError, match=rf"{key}: .* given; must be beside {cause}, without which it moves nothing"
    ):
        read_text(shop(key), "shop.toml")

    read_text(shop(*causes(key)), "shop.toml")


def test_what_moves_nothing_and_what_does_not_fit_are_told_at_once():
    with pytest.raises(InputError) as told:
        read_text(
            shop("contacts.thanks_share") + '\nMary = { hours = "mon 09:00-10:00", site = "gent" }', "a.toml"
        )

    assert [fault.key for fault in told.value.faults] == ["contacts.thanks_share", "people.Mary.site"]
