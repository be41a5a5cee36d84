"""What a call log tells: how long calls last, how callers wait, and how much of their time people answer.

Throughout: instants are UTC seconds, `_s` are seconds, and a line of stretches is that of
`sim.staffing.intervals`: the times of each person, one person after the other.
"""
