"""The commands that live on a seller's own figures: fit, backtest, and this morning's list."""
