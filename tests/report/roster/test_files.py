"""What is written is read back to the same shifts, in every form."""

from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from sim.experiments.seasons.shop import Shop
from sim.report.roster.files import as_csv, as_excel
from sim.report.roster.rows import shifts_of
from sim.report.texts.language import Language
from sim.scenario.read import read, read_text
from sim.staffing.people import Planned

EN, NL = Language("en"), Language("nl")
HEAD = 'weeks = "2026-W51..2027-W01"\nedition = "8wh"\n[contacts]\nquestions_per_week = 100\n'
TERMS = "phone = false, speed = 0.5, euro_per_hour = 31.5, contract_hours = 20"
SHOP = f"""{HEAD}[people]
Sanne = "mon-fri 09:00-17:00"
Joris = {{ hours = "mon thu 09:00-12:00, sat 20:00-24:00", breaks = "10:00-10:15", {TERMS} }}
Bram = {{ hours = "tue 09:00-17:00", days_off = "2026-12-22", on_days = "2026-12-26 10:00-16:00" }}
Team = {{ hours = "wed 08:00-18:00", count = 2, lunch_minutes = 45 }}
"""
FORMS = [("roster.csv", as_csv, EN), ("roster.csv", as_csv, NL), ("roster.xlsx", as_excel, NL)]


def read_back(name, write, say, shop: Shop, place: Path) -> Shop:
    (place / name).write_bytes(write(shifts_of(shop, shop.season.weeks), say))
    (place / "shop.toml").write_text(f'roster = "{name}"\n{HEAD}', encoding="utf-8")
    return Shop(read(str(place / "shop.toml")).scenario)


def within(shop: Shop, planned: Planned) -> tuple[list, list]:
    """Shifts of the reported weeks, and what is paid of them."""
    begin, end = shop.season.week_edges[[0, -1]]
    spans = [
        column[(column[:, 0] >= begin) & (column[:, 0] < end)] for column in (planned.shifts, planned.paid)
    ]
    return spans[0].tolist(), spans[1].tolist()


def same(one: Shop, other: Shop) -> None:
    planned = {person.name: within(one, person) for person in one.staff}
    back = {person.name: within(other, person) for person in other.staff}
    assert {name: spans for name, spans in planned.items() if spans[0]} == back


@pytest.mark.parametrize(("name", "write", "say"), FORMS)
def test_what_is_written_is_read_back_to_the_same_shifts(name, write, say, tmp_path):
    shop = Shop(read_text(SHOP, "shop").scenario)
    back = read_back(name, write, say, shop, tmp_path)
    same(shop, back)
    joris = back.scenario.people["Joris"]
    assert (joris.phone, joris.speed, joris.euro_per_hour, joris.contract_hours) == (False, 0.5, 31.5, 20)


slots = st.builds(
    lambda day, begin, length: (
        f"{day} {begin // 60:02}:{begin % 60:02}-{(begin + length) // 60:02}:{(begin + length) % 60:02}"
    ),
    st.sampled_from(["mon", "tue wed", "thu", "sat sun"]),
    st.integers(0, 12 * 60),
    st.integers(60, 12 * 60),
)
people = st.dictionaries(
    st.sampled_from(["Ann", "Bob de Vries", "Çelik; jr.", 'D "x", y']), slots, min_size=1, max_size=4
)


@pytest.mark.property
@settings(max_examples=40)
@given(people, st.sampled_from(FORMS), st.sampled_from(["0", "15", "30"]))
def test_any_roster_is_read_back_to_the_same_shifts(hours, form, lunch):
    lines = "".join(
        f"'{name}' = {{ hours = '{text}', lunch_minutes = {lunch} }}\n" for name, text in hours.items()
    )
    shop = Shop(read_text(f"{HEAD}[people]\n{lines}", "shop").scenario)
    with TemporaryDirectory() as place:
        same(shop, read_back(*form, shop, Path(place)))


def test_a_row_is_what_a_hand_would_write():
    shop = Shop(read_text(SHOP, "shop").scenario)
    lines = as_csv(shifts_of(shop, (shop.season.weeks[0],)), NL).decode("utf-8-sig").splitlines()
    joris = next(line for line in lines if line.startswith("Joris;ma"))
    assert lines[0].startswith("naam;weekdag;datum;begin;einde;pauze;uren;betaalde_uren;euro;telefoon")
    assert joris == (
        "Joris;ma;2026-12-14;09:00;12:00;10:00-10:15;3;2,75;86,62;nee;ja;nee;first;0,5;;31,5;20"
    )  # 2.75 hours of 31.50
    assert any(line.startswith("Joris;za;2026-12-19;20:00;24:00") for line in lines)


def test_holidays_and_days_off_are_not_in_it_and_single_days_are():
    shop = Shop(read_text(SHOP, "shop").scenario)
    days = {(shift.name, shift.day) for shift in shifts_of(shop, shop.season.weeks)}
    assert ("Sanne", date(2026, 12, 25)) not in days and ("Bram", date(2026, 12, 22)) not in days
    assert ("Bram", date(2026, 12, 26)) in days  # Boxing Day, asked for by its date
    assert {name for name, day in days if day == date(2026, 12, 23)} == {"Sanne", "Team 1", "Team 2"}


def test_excel_has_a_frozen_header_wide_columns_and_real_dates_and_times():
    shop = Shop(read_text(SHOP, "shop").scenario)
    page = load_workbook(BytesIO(as_excel(shifts_of(shop, shop.season.weeks), EN))).active
    names = [cell.value for cell in page[1]]
    row = dict(zip(names, (cell.value for cell in page[2]), strict=True))
    assert page.freeze_panes == "B2" and page["A1"].font.bold
    assert page.column_dimensions["A"].width >= 15
    assert (row["date"], row["begin"]) == (datetime(2026, 12, 14), time(9)) and row["paid_hours"] == 7.5
    assert page["C2"].number_format == "yyyy-mm-dd"


def test_the_hours_paid_are_those_of_the_payroll():
    text = SHOP.replace(", contract_hours = 20", "")
    shop = Shop(read_text(text, "shop").scenario)
    paid = sum(shift.paid_hours for shift in shifts_of(shop, shop.season.weeks))
    planned = sum(float(one.paid_by_week_s(shop.season.week_edges).sum()) for one in shop.staff) / 3600
    assert paid == pytest.approx(planned) and np.isfinite(paid)
