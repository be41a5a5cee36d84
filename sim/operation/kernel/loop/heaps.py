"""What keeps the compiled engine's order: who waits, and who is free.

A queue is a list and a heap. In the list stand rows as they came, each with a place behind the one before; in
the heap (of place, row) stand those that came out of order, and work that was put down. A row that leaves
without being taken stays where it stands until it would be first.
"""

from sim.demand.work import NOBODY

# Queues: a record of `queues` each, with the entries of its list and of its heap from `first` on.


def fits(row, number, queue, rows, listed):
    """Tell whether a row that comes now belongs behind the last of the list."""
    if queue.head == queue.end:
        return True
    last = listed[queue.first + queue.end - 1]
    return rows[last].place < row.place or (rows[last].place == row.place and last < number)


def queue_last(number, queue, listed):
    """Put a row at the end of the list."""
    listed[queue.first + queue.end] = number
    queue.end += 1


def queue_by_place(number, place, queue, heap_place, heap_row):
    """Put a row into the heap."""
    first, at = queue.first, queue.heaped
    while at > 0:
        above = first + ((at - 1) >> 1)
        if place > heap_place[above] or (place == heap_place[above] and number > heap_row[above]):
            break
        heap_place[first + at], heap_row[first + at] = heap_place[above], heap_row[above]
        at = (at - 1) >> 1
    heap_place[first + at], heap_row[first + at] = place, number
    queue.heaped += 1


def unqueue_top(queue, heap_place, heap_row):
    """Take the first row out of the heap."""
    first, last = queue.first, queue.heaped - 1
    place, row = heap_place[first + last], heap_row[first + last]
    at, below = 0, 1
    while below < last:
        i = first + below
        if heap_place[i + 1] < heap_place[i] or (
            heap_place[i + 1] == heap_place[i] and heap_row[i + 1] < heap_row[i]
        ):
            below, i = below + 1, i + 1
        if place < heap_place[i] or (place == heap_place[i] and row <= heap_row[i]):
            break
        heap_place[first + at], heap_row[first + at] = heap_place[i], heap_row[i]
        at, below = below, 2 * below + 1
    heap_place[first + at], heap_row[first + at] = place, row
    queue.heaped = last


def first_in(queue, is_late, desk):
    """Find the first row of a queue, or nobody; forget those before it that left."""
    rows, listed, heap_place, heap_row = desk.rows, desk.listed, desk.heap_place, desk.heap_row
    while queue.head < queue.end and not rows[listed[queue.first + queue.head]].waits:
        queue.head += 1
    while queue.heaped > 0 and not waits_in(rows[heap_row[queue.first]], is_late):
        unqueue_top(queue, heap_place, heap_row)
    if queue.head == queue.end:
        return heap_row[queue.first] if queue.heaped > 0 else NOBODY
    number = listed[queue.first + queue.head]
    if queue.heaped == 0:
        return number
    place, top, at_top = rows[number].place, heap_place[queue.first], heap_row[queue.first]
    return number if place < top or (place == top and number < at_top) else at_top


def unqueue(number, queue, listed, heap_place, heap_row):
    """Take the first row out of a queue."""
    if queue.head < queue.end and listed[queue.first + queue.head] == number:
        queue.head += 1
    else:
        unqueue_top(queue, heap_place, heap_row)


def waits_in(row, is_late):
    """Tell whether a row in a heap still waits there."""
    return row.waits and row.late == is_late


def turn_late(t, queue, late_queue, rows, listed):
    """Move what is late now from list to list; place by place is instant by instant there."""
    while queue.head < queue.end:
        number = listed[queue.first + queue.head]
        row = rows[number]
        if row.waits:
            if row.place >= t:
                break
            row.late = True
            queue_last(number, late_queue, listed)
        queue.head += 1


# The free, in the order in which they are asked: a ring through an entry behind the last person.


def joins_free(person, people):
    """Stand a person among the free; who became free last stands last, so the way is short."""
    ring, one = len(people) - 1, people[person]
    ahead = people[ring].ahead
    while ahead != ring and asked_before(one, person, people[ahead], ahead):
        ahead = people[ahead].ahead
    behind = people[ahead].behind
    one.ahead, one.behind = ahead, behind
    people[behind].ahead, people[ahead].behind = person, person


def asked_before(one, person, other, number):
    """Tell whether one is asked before another: as the roster asks, then the longest free, then by number."""
    return one.asked < other.asked or (
        one.asked == other.asked
        and (one.since < other.since or (one.since == other.since and person < number))
    )


def leaves_free(person, people):
    """Take a person out of the free."""
    ahead, behind = people[person].ahead, people[person].behind
    people[ahead].behind, people[behind].ahead = behind, ahead


INLINED = (
    fits, queue_last, queue_by_place, unqueue_top, waits_in, first_in, unqueue, turn_late,
    asked_before, joins_free, leaves_free,
)  # fmt: skip
