"""Engines to put on the bench, with nothing of ours in them: a right one in three forms, and many others.

As a callable: `contestants:right`. As a command: `python contestants.py lines right`. Behind an address:
`python contestants.py http right`, which prints its port.
"""

import json
import os
import subprocess
import sys
import time
from bisect import bisect_right
from datetime import date, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from zoneinfo import ZoneInfo

# The right one


def right(calendar, arrived_at, allowance_s, boundary):
    """Walk from opening to opening until the allowance is used up."""
    opened = openings(json.dumps(calendar))
    return [due(opened, at, allowance_s, boundary) for at in map(int, arrived_at)]


def due(opened, at, left, boundary):
    for opens, closes in opened[bisect_right(opened, at, key=lambda pair: pair[1]) :]:
        length = closes - max(opens, at)
        if left < length or (left == length and boundary == "close"):
            return max(opens, at) + left
        left -= length
    return None


@cache
def openings(text):
    """All open stretches of a calendar as pairs of UTC seconds, in order, none touching another."""
    calendar, found = json.loads(text), []
    day, last = date.fromisoformat(calendar["first"]), date.fromisoformat(calendar["last"])
    while day <= last:
        weekly = calendar["weekly"].get(f"{day:%a}".lower(), [])
        slots = ([] if str(day) in calendar["holidays"] else weekly) + calendar["extra"].get(str(day), [])
        for opens, closes in sorted(seconds(day, slot, calendar) for slot in slots):
            for shut, reopens in (
                seconds(day, slot, calendar) for slot in calendar["closed"].get(str(day), [])
            ):
                assert reopens >= closes  # the bench closes early, it does not reopen
                closes = min(closes, shut)
            if found and opens <= found[-1][1]:
                found[-1] = (found[-1][0], max(found[-1][1], closes))
            elif opens < closes:
                found.append((opens, closes))
        day += timedelta(1)
    return found


def seconds(day, slot, calendar):
    """A slot of a day as UTC seconds."""
    zone, at = ZoneInfo(calendar["timezone"]), []
    for text in slot.split("-"):
        hour, minute, second = (*map(int, text.split(":")), 0)[:3]
        midnight = datetime(day.year, day.month, day.day) + timedelta(days=hour // 24)
        at.append(
            int(midnight.replace(hour=hour % 24, minute=minute, second=second, tzinfo=zone).timestamp())
        )
    return tuple(at)


def verdicts(calendar, events, allowance_s, boundary, as_of):
    """Remember the first of each event."""
    cases = {}
    for case, what, at in sorted(events, key=lambda event: event[2]):
        cases.setdefault(case, {}).setdefault(what, at)
    found = {}
    for case, known in cases.items():
        [end] = right(calendar, [known["arrived"]], allowance_s, boundary)
        if "answered" in known:
            found[case] = "in_time" if known["answered"] <= end else "late"
        else:
            found[case] = "open" if as_of <= end else "late"
    return found


# Wrong answers


def one_second_late(*asked):
    return [due + 1 for due in right(*asked)]


def without_holidays(calendar, *asked):
    return right({**calendar, "holidays": []}, *asked)


def without_extras(calendar, *asked):
    return right({**calendar, "extra": {}}, *asked)


def in_winter_time(calendar, *asked):
    """As if the clocks were never changed."""
    return right({**calendar, "timezone": "Etc/GMT-1"}, *asked)


def next_opening_always(calendar, arrived_at, allowance_s, boundary):
    return right(calendar, arrived_at, allowance_s, "next_open")


def on_whole_minutes(*asked):
    return [due // 60 * 60 for due in right(*asked)]


def shuffled(*asked):
    return right(*asked)[::-1]


def a_year_10000(*asked):
    return [2**62 for _ in right(*asked)]


def last_answer_counts(calendar, events, *asked):
    latest = {
        (case, what): max(at for c, w, at in events if (c, w) == (case, what)) for case, what, _ in events
    }
    return verdicts(calendar, [[case, what, at] for (case, what), at in latest.items()], *asked)


def never_open(*asked):
    return {case: "late" if said == "open" else said for case, said in verdicts(*asked).items()}


# No answers


def floats(*asked):
    return [due / 1 for due in right(*asked)]


def nan(*asked):
    return [float("nan"), *right(*asked)[1:]]


def none(*asked):
    return [*right(*asked)[:4], None, *right(*asked)[5:]]


def nothing(*asked):
    return None


def texts(*asked):
    return [str(due) for due in right(*asked)]


def too_few(*asked):
    return right(*asked)[:-1]


def too_many(*asked):
    return [*right(*asked), 0]


def too_large(*asked):
    return [2**70 for _ in right(*asked)]


def a_number(*asked):
    return 17


def raises(calendar, arrived_at, *asked):
    return 1 // (len(arrived_at) - len(arrived_at))


def hangs(*asked):
    time.sleep(3600)


def exits(*asked):
    sys.exit(3)


def dies_in_the_middle(*asked, calls=[]):  # noqa: B006 - remembers its calls
    calls.append(1)
    if len(calls) == 3:
        print("out of luck", file=sys.stderr, flush=True)
        os._exit(7)
    return right(*asked)


def prints(*asked):
    """Noise of a callable is no answer and does no harm."""
    print("Loading calendars...")
    return right(*asked)


def forgets_a_case(*asked):
    return dict(list(verdicts(*asked).items())[1:])


def invents_a_case(*asked):
    return {**verdicts(*asked), "elsewhere": "late"}


def says_on_time(*asked):
    return dict.fromkeys(verdicts(*asked), "on time")


def stalls_once(*asked, calls=[]):  # noqa: B006 - remembers its calls
    calls.append(1)
    if len(calls) == 40:
        time.sleep(1)
    return right(*asked)


# The other two forms


def answer(function, line):
    request = json.loads(line)
    return json.dumps({"verdicts" if "events" in request else "due_at": function(*request.values())})


def lines(function):
    for line in sys.stdin:
        print(answer(function, line), flush=True)


def noisy_lines(function):
    print("Loading calendars...", flush=True)
    lines(function)


def deaf_lines(function):
    time.sleep(3600)


def closing_lines(function):
    os.close(1)
    time.sleep(3600)


def loud_lines(function):
    """Floods standard error, which is its own."""
    sys.stderr.write("x" * 2_000_000)
    lines(function)


def parent_lines(function):
    """Starts a child and waits for it."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    with open(os.environ["PIDS"], "w") as pids:
        pids.write(f"{os.getpid()} {child.pid}")
    child.wait()


def waiting_lines(function):
    """Answers two requests, says that it has begun, and waits."""
    for number, line in enumerate(sys.stdin):
        if number == 2:
            open(os.environ["BEGAN"], "w").close()
            time.sleep(600)
        print(answer(function, line), flush=True)


def endless_line(function):
    while True:
        sys.stdout.write("[" * 2**20)


def deep_lines(function):
    for _ in sys.stdin:
        print("[" * 100_000, flush=True)


def complaining_lines(function):
    for _ in sys.stdin:
        print(json.dumps({"error": "the calendar store is down"}), flush=True)


def http(function):
    def respond(handler, body):
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    _serve(lambda handler, body: respond(handler, answer(function, body).encode()))


def http_broken(function):
    _serve(lambda handler, body: handler.send_error(503))


def http_redirecting(function):
    def respond(handler, body):
        handler.send_response(307)
        handler.send_header("Location", handler.path + "/elsewhere")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    _serve(respond)


def http_hanging_up(function):
    def respond(handler, body):
        handler.send_response(200)
        handler.send_header("Content-Length", "100")
        handler.end_headers()
        handler.wfile.write(b'{"due')
        handler.close_connection = True

    _serve(respond)


def http_silent(function):
    _serve(lambda handler, body: time.sleep(3600))


def _serve(respond):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            respond(self, self.rfile.read(int(self.headers["Content-Length"])))

        def log_message(self, *_):
            pass

    ThreadingHTTPServer.daemon_threads = True
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        print(server.server_port, flush=True)
        server.serve_forever()


if __name__ == "__main__":
    form, name = sys.argv[1:]
    globals()[form](globals()[name])
