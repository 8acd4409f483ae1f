"""A script's text as something to run: compiled once a text, with bare expressions shown (`magic`).

May not know who runs it.
"""

import ast
import sys
import types

from _crosswire import files

MAGIC = "__crosswire_show__"

_compiled = {}


def code_of(path):
    """The compiled script; raises `SyntaxError`, `OSError` or `ValueError` where there is none."""
    text = files.read_source(path)
    known = _compiled.get(path)
    if known is None or known[0] != text:
        known = (text, compile_script(text, path))
        _compiled[path] = known
    return known[1]


def compile_script(text, path):
    """Compile a text so that expressions that stand alone are written to the page."""
    tree = ast.parse(text, path)
    return compile(with_magic(tree, path), path, "exec", dont_inherit=True)


def with_magic(tree, path):
    """Wrap the expressions that stand alone, in the script and in its functions."""
    show_in(tree.body, docstring=True)
    return ast.fix_missing_locations(tree)


def show_in(statements, docstring=False):
    """Wrap the bare expressions of a block."""
    for index, statement in enumerate(statements):
        if isinstance(statement, ast.Expr):
            if is_shown(statement.value) and not (docstring and index == 0 and is_text(statement.value)):
                statement.value = shown(statement.value)
        elif isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
            show_in(statement.body, docstring=True)
        elif isinstance(statement, ast.ClassDef):
            show_in([inner for inner in statement.body if isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef))])
        else:
            for block in blocks(statement):
                show_in(block)


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


def shown(value):
    """The expression, given to the function that shows it; a tuple as several values."""
    values = value.elts if isinstance(value, ast.Tuple) else [value]
    call = ast.Call(ast.Name(MAGIC, ast.Load()), list(values), [])
    return ast.copy_location(call, value)


def execute(path):
    """Run a script as `__main__`, in a module of its own."""
    code = code_of(path)
    module = types.ModuleType("__main__")
    module.__file__ = path
    module.__dict__[MAGIC] = show
    sys.modules["__main__"] = module
    exec(code, module.__dict__)


def show(*values):
    """Write what a bare expression is worth."""
    import streamlit

    if any(value is not None for value in values):
        streamlit.write(*values)
    return values[0] if len(values) == 1 else values
