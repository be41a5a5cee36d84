"""Any SLA engine on the bench: the same questions for all, judged by the definition.

THE PROTOCOL. A request is one JSON object with these keys, in this order:

  calendar     when the shop is open:
               {"name": "extras", "timezone": "Europe/Amsterdam",
                "first": "2026-01-01", "last": "2035-12-31",
                "weekly": {"mon": ["09:00-12:30", "13:00-17:30"], ...},
                "holidays": ["2026-12-25", ...],
                "extra": {"2026-12-20": ["12:00-17:00"], ...},
                "closed": {"2026-12-24": ["15:00-24:00"], ...}}
  arrived_at   a list of UTC seconds since 1970, in any order
  allowance_s  the working time that an answer may take, in seconds
  boundary     "close": due at the first instant at which it is used up;
               "next_open": at the last at which no more than it is used

The answer is {"due_at": [...]}: UTC seconds, one for each arrival, in the
order of the arrivals.

A slot is open from its first second to before its last, on the wall clock of
the time zone; "24:00" is the next midnight, and a day left out is closed. On
a date in holidays the weekly slots are off; then extra opens and closed shuts
hours of single dates. An arrival outside counts from the next opening. Every
deadline comes before the calendar ends. A name stands for one calendar
throughout a run: keep what you make of it.

With --events a request has the keys calendar, events, allowance_s, boundary
and as_of. An event is ["17", "arrived", 1798207200] or ["17", "answered",
1798210800]: a case, what happened, when. Events come in any order, some of
them twice, none after as_of; the first answer to a case counts. The answer is
{"verdicts": {"17": "in_time", ...}}: "in_time" when answered at the latest
when due; "late" when answered later, or unanswered and due before as_of;
otherwise "open".

  --engine package.module:callable
    is called with the values of a request in their order, arrived_at as a
    numpy int64 array (.tolist() makes a list), and returns the due seconds,
    or the dict of verdicts. sim.bench.own is an example. It runs in a process
    of its own; in a closed loop, times are those of the calls alone.
  --command "..."
    reads a request a line on standard input, and writes an answer a line on
    standard output, flushed, and nothing else there.
  --url http://127.0.0.1:8000/due
    gets each request as a POST and answers with status 200.

An engine that cannot answer may say {"error": "why"}. Each workload starts the
process afresh and with one request that is not timed; the first fault of an
engine ends the workload.
"""
