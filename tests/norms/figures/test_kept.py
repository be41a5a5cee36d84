"""Weekly figures put together."""

from sim.norms.figures import Figure, Figures, merged


def test_where_several_have_a_figure_of_a_norm_and_week_the_first_goes_and_all_come_in_order():
    first = Figures((Figure(7, "phone", 1, 2), Figure(14, "phone", 3, 4)))
    other = Figures((Figure(0, "phone", 5, 6), Figure(7, "phone", 7, 8), Figure(7, "response", 9, 10)))
    assert merged([first, other]).rows == (
        Figure(0, "phone", 5, 6),
        Figure(7, "phone", 1, 2),
        Figure(7, "response", 9, 10),
        Figure(14, "phone", 3, 4),
    )
