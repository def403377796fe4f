"""A pocket calculator for the lines of numbers that --explain prints."""

import ast
import math
import operator
import re

FUNCTIONS = {
    "sqrt": math.sqrt,
    "max": max,
    "min": min,
    "exp": math.exp,
    "ln": math.log,
    "sinh": math.sinh,
    "asinh": math.asinh,
}
SIGNS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
NUMERIC = re.compile(r"(?:[-+/(), .\d^]|x|sqrt|max|min|exp|ln|a?sinh|e[-+]?\d+)+")


def comes_to(text):
    """Return what a line of numbers comes to, None for a line in words."""
    if not NUMERIC.fullmatch(text):
        return None
    return computed(ast.parse(text.strip().replace(" x ", " * ").replace("^", "**"), mode="eval").body)


def computed(node):
    """Do the arithmetic of an expression."""
    if isinstance(node, ast.Constant):
        return float(node.value)
    if isinstance(node, ast.UnaryOp):
        return -computed(node.operand)
    if isinstance(node, ast.BinOp):
        return SIGNS[type(node.op)](computed(node.left), computed(node.right))
    return FUNCTIONS[node.func.id](*map(computed, node.args))


def formulas(text):
    """Return the formulas of a printed explanation: name, then what each line of numbers comes to."""
    found = []
    # a line that is too long goes on below, under its first sign
    for line in re.sub(r"\n {6,}(?![= ])", " ", text).splitlines():
        if match := re.match(r"  (\S.*?) = (.*)$", line):
            found.append((match[1], [comes_to(match[2])]))
        elif match := re.match(r" +(?:=) (.*)$", line):
            found[-1][1].append(comes_to(match[1]))
    return [(name, [value for value in values if value is not None]) for name, values in found]
