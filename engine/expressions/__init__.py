"""The closed expression language 表达式 of conditions and timers: parse, see which names it reads, evaluate."""

from engine.expressions.evaluate import evaluate
from engine.expressions.parse import Expression, parse
from engine.expressions.values import ExpressionRefused, Value

__all__ = ["Expression", "ExpressionRefused", "Value", "evaluate", "parse"]
