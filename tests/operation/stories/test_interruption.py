"""A call takes somebody off a mail, which is taken up again with what was left."""

from sim.demand.work import MAIL
from sim.operation.contract import NEWEST_FIRST

from ..desk import MAILS, Duty, call, mail, per_line


def test_a_call_interrupts_a_mail_which_resumes_with_what_was_left(tell):
    told = tell([mail(0, 100), call(30, 20)], [Duty(0, 500)], interrupts=True)

    assert told.spells == [(0, 0, 0, 30), (1, 0, 30, 50), (0, 0, 50, 120)]


def test_a_call_does_not_interrupt_unless_the_rules_say_so(tell):
    told = tell([mail(0, 100), call(30, 20)], [Duty(0, 500)])

    assert told.spells == [(0, 0, 0, 100), (1, 0, 100, 120)]


def test_a_call_goes_to_who_is_free_before_it_interrupts(tell):
    told = tell([mail(0, 100), call(30, 20)], [Duty(0, 500), Duty(0, 500, person=1)], interrupts=True)

    assert told.spells == [(0, 0, 0, 100), (1, 1, 30, 50)]


def test_the_mail_begun_first_is_interrupted_first(tell):
    told = tell(
        [mail(10, 100), mail(5, 100), call(30, 20)], [Duty(0, 500), Duty(0, 500, person=1)], interrupts=True
    )

    assert (2, 0, 30, 50) in told.spells  # person 0 was asked first, at 5


def test_a_call_never_interrupts_a_call(tell):
    told = tell([call(0, 100), call(30, 20)], [Duty(0, 500)], interrupts=True)

    assert told.spells == [(0, 0, 0, 100), (1, 0, 100, 120)]


def test_a_waiting_call_goes_before_the_interrupted_mail(tell):
    told = tell([mail(0, 100), call(30, 20), call(40, 20)], [Duty(0, 500)], interrupts=True)

    assert told.spells == [(0, 0, 0, 30), (1, 0, 30, 50), (2, 0, 50, 70), (0, 0, 70, 140)]


def test_the_interrupted_mail_goes_before_an_older_one(tell):
    told = tell(
        [mail(0, 100), mail(1, 10), call(30, 20)], [Duty(0, 500)], interrupts=True, order=NEWEST_FIRST
    )

    assert told.spells[2:] == [(0, 0, 50, 120), (1, 0, 120, 130)]


def test_an_interrupted_mail_stays_with_its_person_though_others_are_free(tell):
    duties = [Duty(0, 500), Duty(40, 500, person=1, does=MAILS)]
    told = tell([mail(0, 100), call(30, 20)], duties, interrupts=True)

    assert told.spells == [(0, 0, 0, 30), (1, 0, 30, 50), (0, 0, 50, 120)]


# To find one's way back into a mail takes time

COST = {"interrupts": True, "resume_cost": per_line({MAIL: 15})}


def test_an_interrupted_mail_takes_longer_by_its_cost(tell):
    told = tell([mail(0, 100), call(30, 20)], [Duty(0, 500)], **COST)

    assert told.spells == [(0, 0, 0, 30), (1, 0, 30, 50), (0, 0, 50, 135)]


def test_every_interruption_costs(tell):
    told = tell([mail(0, 100), call(30, 20), call(60, 20)], [Duty(0, 500)], **COST)

    assert told.spells[2:] == [(0, 0, 50, 60), (2, 0, 60, 80), (0, 0, 80, 170)]  # 70 + 15 - 10 + 15 are left


def test_a_call_that_follows_a_call_costs_nothing_more(tell):
    told = tell([mail(0, 100), call(30, 20), call(40, 20)], [Duty(0, 500)], **COST)

    assert told.spells[-1] == (0, 0, 70, 155)


def test_who_is_slow_finds_the_way_back_slowly(tell):
    told = tell([mail(0, 100), call(30, 20)], [Duty(0, 500, pace=500)], **COST)

    assert told.spells == [
        (0, 0, 0, 30),
        (1, 0, 30, 70),
        (0, 0, 70, 270),
    ]  # 15 done, 85 + 15 at half the pace


def test_the_end_of_a_stretch_costs_nothing(tell):
    told = tell([mail(0, 100)], [Duty(0, 30), Duty(40, 500)], **COST)

    assert told.spells == [(0, 0, 0, 30), (0, 0, 40, 110)]
