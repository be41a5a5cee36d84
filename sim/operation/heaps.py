"""What keeps the compiled engine's order: the queues, the free people, and what comes later."""

# Queues: heaps of (place, row), one a line, and one a line for those that are late.


def queue(each, row, place, base, size, queue_place, queue_row):
    """Put a row into a queue."""
    first, at = base[each], size[each]
    while at > 0:
        above = first + (at - 1) // 2
        if place > queue_place[above] or (place == queue_place[above] and row > queue_row[above]):
            break
        queue_place[first + at], queue_row[first + at] = queue_place[above], queue_row[above]
        at = (at - 1) // 2
    queue_place[first + at], queue_row[first + at] = place, row
    size[each] += 1


def unqueue_first(each, base, size, queue_place, queue_row):
    """Take the first row out of a queue."""
    first, last = base[each], size[each] - 1
    top, place, row = queue_row[first], queue_place[first + last], queue_row[first + last]
    at, below = 0, 1
    while below < last:
        i = first + below
        if below + 1 < last and (
            queue_place[i + 1] < queue_place[i]
            or (queue_place[i + 1] == queue_place[i] and queue_row[i + 1] < queue_row[i])
        ):
            below, i = below + 1, i + 1
        if place < queue_place[i] or (place == queue_place[i] and row <= queue_row[i]):
            break
        queue_place[first + at], queue_row[first + at] = queue_place[i], queue_row[i]
        at, below = below, 2 * below + 1
    queue_place[first + at], queue_row[first + at] = place, row
    size[each] = last
    return top


def waits_in(row, is_late, waits, late):
    """Tell whether a row on top of a queue still waits there."""
    return waits[row] and late[row] == is_late


# The free, in the order in which they are asked: a ring through an entry behind the last person.


def joins_free(person, asked, since, ahead_of, behind):
    """Stand a person among the free; who became free last stands last, so the way is short."""
    ring = len(behind) - 1
    ahead = ahead_of[ring]
    while ahead != ring and (
        asked[ahead] > asked[person]
        or (asked[ahead] == asked[person] and since[ahead] > since[person])
        or (asked[ahead] == asked[person] and since[ahead] == since[person] and ahead > person)
    ):
        ahead = ahead_of[ahead]
    ahead_of[person], behind[person] = ahead, behind[ahead]
    ahead_of[behind[ahead]], behind[ahead] = person, person


def leaves_free(person, ahead_of, behind):
    """Take a person out of the free."""
    behind[ahead_of[person]], ahead_of[behind[person]] = behind[person], ahead_of[person]


# What comes later: a heap of (t, code).


def push(t, code, later_at, later_code, n_later):
    """Add what comes later."""
    at = n_later
    while at > 0:
        above = (at - 1) // 2
        if t > later_at[above] or (t == later_at[above] and code >= later_code[above]):
            break
        later_at[at], later_code[at] = later_at[above], later_code[above]
        at = above
    later_at[at], later_code[at] = t, code
    return n_later + 1


def pop(later_at, later_code, n_later):
    """Take out what comes first."""
    last = n_later - 1
    t, code = later_at[last], later_code[last]
    at, below = 0, 1
    while below < last:
        right = below + 1
        if right < last and (
            later_at[right] < later_at[below]
            or (later_at[right] == later_at[below] and later_code[right] < later_code[below])
        ):
            below = right
        if t < later_at[below] or (t == later_at[below] and code <= later_code[below]):
            break
        later_at[at], later_code[at] = later_at[below], later_code[below]
        at, below = below, 2 * below + 1
    later_at[at], later_code[at] = t, code
    return last


INLINED = (waits_in, queue, unqueue_first, joins_free, leaves_free, push, pop)
