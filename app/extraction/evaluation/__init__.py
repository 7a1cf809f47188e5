"""Evaluation: scores of attributions against annotated ones, and the errors behind them."""
