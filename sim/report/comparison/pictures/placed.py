"""Where numbers stand beside points, so that none lies on another, on a point or on what is written there.

Boxes are (left, lower, right, upper) in points, as are places.
"""

from collections.abc import Iterator, Sequence

Box = tuple[float, float, float, float]
Place = tuple[float, float]

DIGIT_PT, LINE_PT, CLEAR_PT = 5.6, 9.0, 6.0  # a digit's width, a line's height, the air around a point
AROUND = ((1, 0.7), (1, -0.7), (0, 1), (-1, 0.7), (-1, -0.7), (1, 0), (-1, 0), (0, -1))  # a line runs level


def around_point(x: float, y: float) -> Box:
    """Give the room that a point keeps for itself."""
    return _box(x, y, 0, 0, CLEAR_PT)


def around_text(x: float, y: float, text: str) -> Box:
    """Give the room of a line of text whose middle is there."""
    return _box(x, y, DIGIT_PT * len(text) / 2, LINE_PT / 2, 0)


def free(spot: Place, text: str, taken: Sequence[Box], room: Box) -> Place:
    """Find how far from its point a text may stand: the nearest place in the room that nothing covers."""
    tried = [_slid(spot, by, text, room) for by in _tried(text)]
    for dx, dy in tried:
        box = around_text(spot[0] + dx, spot[1] + dy, text)
        if not any(_overlap(box, other) for other in taken):
            return dx, dy
    return tried[0]


def _tried(text: str) -> Iterator[Place]:
    """List the places around a point; a long text moves away in steps no longer than those of two digits."""
    half = DIGIT_PT * len(text) / 2
    step = min(half, DIGIT_PT) + CLEAR_PT
    for far in (1.0, 1.7, 2.5, 3.4):
        for across, up in AROUND:
            yield across * (half + CLEAR_PT + step * (far - 1)), up * (LINE_PT / 2 + CLEAR_PT) * far


def _slid(spot: Place, by: Place, text: str, room: Box) -> Place:
    """Slide a text back into the room where it would stand out at an edge."""
    left, lower, right, upper = around_text(spot[0] + by[0], spot[1] + by[1], text)
    across = max(room[0] - left, 0) - max(right - room[2], 0)
    up = max(room[1] - lower, 0) - max(upper - room[3], 0)
    return by[0] + across, by[1] + up


def _box(x: float, y: float, half_width: float, half_height: float, air: float) -> Box:
    return x - half_width - air, y - half_height - air, x + half_width + air, y + half_height + air


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
