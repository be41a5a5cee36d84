"""The kinds of input that `normsim backtest` scores, a module each.

A kind is a module with two functions: `fits(path, asked) -> bool`, which looks at the input and at nothing
else, and `backtest(path, asked) -> None`, which scores it, writes its folder and prints what it found.
`sim.cli.history.backtest.KINDS` names them in the order in which they are tried.
"""
