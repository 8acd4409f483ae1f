import streamlit as st
import ora as O

O.begin()

import datetime, decimal, uuid, enum, dataclasses, math, collections, pathlib
@dataclasses.dataclass
class DC: a: int = 1
class En(enum.Enum): A = 1
class Obj: pass
CASES = {
 "dict": {"a": 1, "b": [1, {"c": None}]}, "list": [1, "a", None, True], "tuple": (1, 2), "str": "hello", "empty_str": "", "int": 5, "zero": 0, "float": 1.5, "bool": True, "none": None,
 "empty_dict": {}, "empty_list": [], "bigint": 2**60, "bytes": b"\x00\x01\xff", "bytearray": bytearray(b"ab"), "memoryview": memoryview(b"ab"),
 "nan": float("nan"), "inf": float("inf"), "dict_nan": {"x": float("nan")}, "list_inf": [float("inf"), -float("inf")], "list_nan": [float("nan")],
 "dict_datetime": {"d": datetime.datetime(2020, 1, 2, 3, 4)}, "dict_date": {"d": datetime.date(2020, 1, 2)}, "dict_set": {"s": {1}}, "datetime": datetime.datetime(2020, 1, 2), "date": datetime.date(2020, 1, 2), "decimal": decimal.Decimal("1.5"), "dict_decimal": {"d": decimal.Decimal("1.5")}, "dict_bytes": {"b": b"abc"}, "list_bytes": [b"abc"],
 "dict_tuple_key": {(1, 2): 3}, "dict_int_key": {1: "a", True: "b", None: "c", 1.5: "d"}, "dict_dataclass": {"d": DC()}, "list_dataclass": [DC(), DC(2)], "enum": En.A, "dict_enum": {"e": En.A}, "object": Obj(), "dict_object": {"o": Obj()}, "lambda": (lambda: 1), "generator": (i for i in range(3)), "uuid": uuid.UUID(int=1), "path": pathlib.Path("x"), "ordereddict": collections.OrderedDict(a=1), "defaultdict": collections.defaultdict(int, a=1), "mappingproxy": __import__("types").MappingProxyType({"a": 1}), "counter": collections.Counter("aab"), "nested_tuple": {"t": (1, 2)}, "dict_lambda": {"f": len}, "html_str": "<b>x</b></script>", "unicode": "\u2028 \ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"), "proto": {"__proto__": 1, "constructor": 2}, "arrow_ref_forged": {"x": {"__streamlit_arrow_ref__": "nope"}}, "deep_str_key": {"a.b": {"c d": 1}},
}
comp = st.components.v2.component("c", js="""
const desc = v => { if (v === null) return "null"; if (v === undefined) return "undefined"; const t = typeof v; if (t !== "object") return t + ":" + (Number.isNaN(v) ? "NaN" : JSON.stringify(v)); const c = v.constructor ? v.constructor.name : "?";
  if (v instanceof Uint8Array) return c + "(" + v.length + ")[" + [...v.slice(0, 6)] + "]" + (String.fromCharCode(...v.slice(0, 6)) === "ARROW1" ? " ARROW1-file" : ""); if (c === "Object" || c === "Array") return c + ":" + JSON.stringify(v, (k, x) => (x && typeof x === "object" && x.constructor && !["Object", "Array"].includes(x.constructor.name)) ? "<" + x.constructor.name + (x.numRows !== undefined ? " rows=" + x.numRows : "") + (x.dimensions ? " dims" : "") + ">" : x);
  return c + " keys=" + Object.keys(v).slice(0, 8).join(","); };
export default function ({ data, parentElement }) {
  window.__kinds ||= {}; const el = document.createElement("i"); parentElement.appendChild(el);
  (window.__ora ||= []).push({ ev: "invoke", d: desc(data) }); parentElement.host.dataset.kind = desc(data);
  if (data && typeof data === "object" && data.df) { const d = data.df; (window.__ora).push({ ev: "mixed-df", ctor: d.constructor && d.constructor.name, own: Object.keys(d).slice(0, 12), proto: d && Object.getPrototypeOf(d) ? Object.getOwnPropertyNames(Object.getPrototypeOf(d)).slice(0, 30) : null }); }
}
""")
for n, v in CASES.items():
    with st.container(key="box_" + n):
        try:
            comp(key=n.replace("__", "_"), data=v)
        except Exception as e:
            O.log("exception", label=n, type=type(e).__name__, text=str(e)[:300])

st.button("rerun")
O.end()
