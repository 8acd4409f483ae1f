"""Magic: expressions that stand alone are shown, in the script and in its functions, as in Streamlit.

The text is changed, not the tree, since not every interpreter keeps a tree's positions; what was put in is remembered
for columns to come out right. May not know how values are shown.
"""

import ast
import re

NAME = "__show__"

LINE_END = re.compile(rb"\r\n|\r|\n")


def with_magic(text, path):
    """The text with its bare expressions wrapped, and what was put in: line to [(column, length)], in bytes."""
    statements = list(bare(ast.parse(text, path).body, docstring=True))
    if not statements:
        return text, {}
    data = text.encode("utf-8")
    starts = [0, *(end.end() for end in LINE_END.finditer(data))]
    put_in = sorted(insertion for statement in statements for insertion in around(statement))
    pieces, done = [], 0
    for line, column, piece in put_in:
        place = starts[line - 1] + column
        pieces += [data[done:place], piece]
        done = place
    shifts = {}
    for line, column, piece in put_in:
        shifts.setdefault(line, []).append((column, len(piece)))
    return b"".join([*pieces, data[done:]]).decode("utf-8"), shifts


def around(statement):
    """What goes before and behind an expression; a tuple is shown as several values."""
    several = isinstance(statement.value, ast.Tuple)
    name = NAME.encode()
    yield statement.lineno, statement.col_offset, name + (b"(*(" if several else b"(")
    yield statement.end_lineno, statement.end_col_offset, b"))" if several else b")"


def bare(statements, docstring=False):
    """The expressions that stand alone in a block and in the blocks inside."""
    for index, statement in enumerate(statements):
        if isinstance(statement, ast.Expr):
            if is_shown(statement.value) and not (docstring and index == 0 and is_text(statement.value)):
                yield statement
        elif isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield from bare(statement.body, docstring=True)
        elif isinstance(statement, ast.ClassDef):
            yield from bare([inner for inner in statement.body if not isinstance(inner, ast.Expr)])
        else:
            for block in blocks(statement):
                yield from bare(block)


def blocks(statement):
    """The blocks inside a compound statement."""
    for name in ("body", "orelse", "finalbody"):
        block = getattr(statement, name, None)
        if isinstance(block, list):
            yield block
    for part in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
        yield part.body


def is_shown(value):
    """Values are shown; calls, awaits and yields stand for what they do."""
    return not isinstance(value, (ast.Call, ast.Await, ast.Yield, ast.YieldFrom))


def is_text(value):
    """Whether an expression is a literal text: a doc string, where one can be."""
    return isinstance(value, ast.Constant) and isinstance(value.value, str)


def original_column(shifts, column):
    """A column, in bytes, of a changed line as it was before; `shifts` are that line's, from left to right."""
    before = 0
    for start, length in shifts:
        if column < start + before:
            break
        before += min(length, column - start - before)
    return column - before
