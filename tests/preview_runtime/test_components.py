"""Components: state, triggers, callbacks, defaults, identity (FACTS 1 to 22)."""

import base64
import json
import struct
import unittest

from driver import PreviewCase, fire

TWO = """
    def called(key):
        print(key, dict(st.session_state.m))
    r = c(key="m", on_k_change=lambda: called("k"), on_t_change=lambda: called("t"))
    print(dict(r))
"""


class Components(PreviewCase):
    def test_registered_keys_are_there_from_the_first_run(self):
        self.assertEqual(self.preview(TWO).run().printed, ["{'k': None, 't': None}"])

    def test_state_stays_and_triggers_last_one_run(self):
        preview = self.preview(TWO)
        node = preview.run().node("component")
        preview.set(node, {"k": 1})
        self.assertEqual(
            preview.run(fire(node, t=5)).printed,
            ["k {'t': 5, 'k': 1}", "t {'t': 5, 'k': 1}", "{'k': 1, 't': 5}"],
        )
        self.assertEqual(preview.run().printed, ["{'k': 1, 't': None}"])

    def test_an_unregistered_trigger_shows_in_the_run_it_fires(self):
        preview = self.preview("print(dict(c()))")
        node = preview.run().node("component")
        self.assertEqual(preview.run(fire(node, t=5)).printed, ["{'t': 5}"])
        self.assertEqual(preview.run().printed, ["{}"])

    def test_an_unchanged_value_calls_nobody(self):
        preview = self.preview(TWO)
        preview.set(preview.run().node("component"), {"k": 1})
        self.assertEqual(len(preview.run().of("callback")), 1)
        preview.values = {id: {"k": 1.0} for id in preview.values}
        self.assertEqual(preview.run().of("callback"), [])

    def test_a_default_hides_a_trigger_of_its_key(self):
        preview = self.preview('print(dict(c(key="m", default={"t": "DEF"}, on_t_change=lambda: print("called"))))')
        node = preview.run().node("component")
        self.assertEqual(preview.run(fire(node, t=5)).printed, ["called", "{'t': 'DEF'}"])

    def test_a_lone_key_value_stands_for_what_it_holds(self):
        preview = self.preview("""
            c(key="m", on_value_change=lambda: print("value"), on_a_change=lambda: print("a"))
        """)
        preview.set(preview.run().node("component"), {"value": {"a": 1}})
        self.assertEqual(preview.run().printed, ["a"])

    def test_a_write_before_the_mount_lasts_until_the_page_sends(self):
        preview = self.preview("""
            run = st.session_state.run = st.session_state.get("run", 0) + 1
            if run == 3:
                st.session_state.m.k = "python"
            print(dict(c(key="m", on_k_change=lambda: print("called"))))
        """)
        preview.set(preview.run().node("component"), {"k": "page"})
        self.assertEqual(preview.run().printed, ["called", "{'k': 'page'}"])
        self.assertEqual(preview.run().printed, ["{'k': 'python'}"])
        self.assertEqual(preview.run().printed, ["called", "{'k': 'page'}"])

    def test_a_key_keeps_the_state_that_new_data_would_lose(self):
        for key, kept in (('"m"', "{'k': 1}"), ("None", "{'k': None}")):
            with self.subTest(key=key):
                preview = self.preview(f"""
                    st.session_state.n = st.session_state.get("n", 0) + 1
                    print(dict(c(key={key}, data=st.session_state.n, on_k_change=lambda: None)))
                """)
                preview.set(preview.run().node("component"), {"k": 1})
                self.assertEqual(preview.run().printed, [kept])

    def test_what_a_mount_refuses(self):
        cases = {
            "c(on_change=print)": "BidiComponentInvalidCallbackNameError: The callback name `'on_change'` is not",
            "c(default={'k': 1})": "BidiComponentInvalidDefaultKeyError: Key `'k'` in `default` is not",
            "c(key='a__b')": "BidiComponentInvalidIdError: The `base` of",
            "c(); c()": "StreamlitDuplicateElementId: There are multiple `bidi_component` elements",
            "c(key=1); c(key='1')": "StreamlitDuplicateElementKey: There are multiple elements with the same `key='1'`",
            "c(width='300px')": "StreamlitInvalidWidthError: Invalid width value: '300px'.",
            "c(height=-5)": "ValueError: Value out of range: -5",
            "c(data=object())": "BidiComponentUnserializableDataError: The `data` provided",
            "c(key='a'); st.session_state.a.k = 1": "StreamlitAPIException: `st.session_state.a.k` cannot be modified",
            "st.components.v2.component('d', js='main.js')": "StreamlitAPIException: Component 'd' must be declared",
            "c(1)": "TypeError: _create_component_callable.<locals>._mount_component() takes 0 positional arguments",
        }
        for app, error in cases.items():
            with self.subTest(app=app):
                [came] = self.preview(app).run().errors
                self.assertEqual(came[: len(error)], error)

    def test_data_on_its_way(self):
        cases = {
            "{'a': (1, None)}": {"json": '{"a": [1, null]}'},
            "None": None,
            "b'ab'": {"bytes": "YWI="},
            "{'s': {1}}": {"json": "\"{'s': {1}}\""},
            "float('nan')": {"json": "NaN"},
        }
        for data, sent in cases.items():
            with self.subTest(data=data):
                self.assertEqual(self.preview(f"c(data={data})").run().node("component")["props"]["data"], sent)

    def test_what_becomes_a_table_reaches_the_page_as_an_arrow_stream(self):
        # In each case the names and values that have to be found in the bytes, in this order.
        cases = {
            "{7}": [b"value", struct.pack("<q", 7)],
            "collections.deque([1.5, None])": [b"value", b"\x01", struct.pack("<dd", 1.5, 0)],
            "range(2)": [b"value", struct.pack("<qq", 0, 1)],
            "{'k': 'v'}.values()": [b"value", struct.pack("<qq", 0, 1), b"v"],
            "Point(3, 'left')": [b"value", b"__index_level_0__", b"3left", b"xside"],
            "collections.deque([Point(3, 'left')])": [b"x", b"side", struct.pack("<q", 3), b"left"],
        }
        start, end = b"\xff\xff\xff\xff", b"\xff\xff\xff\xff\0\0\0\0"
        for data, expected in cases.items():
            with self.subTest(data=data):
                run = self.preview(f"""
                    import collections, dataclasses
                    @dataclasses.dataclass
                    class Point:
                        x: int
                        side: str
                    c(data={data})
                """).run()
                stream = base64.b64decode(run.node("component")["props"]["data"]["bytes"])
                self.assertTrue(stream.startswith(start) and stream.endswith(end) and len(stream) % 8 == 0)
                at = 0
                for part in expected:
                    at = stream.index(part, at) + len(part)

    def test_half_a_surrogate_pair_comes_and_goes(self):
        preview = self.preview("""
            r = c(key="m", on_k_change=lambda: None, data=["\\ud83d"])
            print(ascii(r.k))
        """)
        node = preview.run().node("component")
        self.assertEqual(json.loads(node["props"]["data"]["json"]), ["\ud83d"])
        preview.set(node, {"k": "\ufdd0d83d \ufdd0fdd0 \U0001f600"})
        run = preview.run()
        self.assertEqual(run.printed, [ascii("\ud83d \ufdd0 \U0001f600")])
        self.assertEqual(run.state["m"]["k"], "\ufdd0d83d \ufdd0fdd0 \U0001f600")

    def test_an_exception_in_a_callback_replaces_the_page(self):
        preview = self.preview('c(key="m", on_k_change=lambda value: None); st.text("body")')
        preview.set(preview.run().node("component"), {"k": 1})
        run = preview.run()
        self.assertEqual([node["kind"] for node in run.nodes], ["exception"])
        self.assertIn("missing 1 required positional argument: 'value'", run.errors[0])

    def test_the_asset_dir_of_a_manifest(self):
        preview = self.preview(
            """
            d = st.components.v2.component("pkg.thing", js="main*.js")
            d()
            for js in ("none*.js", "../out.js"):
                try:
                    st.components.v2.component("pkg.thing", js=js)
                except Exception as error:
                    print(type(error).__name__)
            """,
            pkg__frontend__main_js="",
        )
        for name, text in (
            (
                "pkg/pyproject.toml",
                '[project]\nname="pkg"\n[[tool.streamlit.component.components]]\nname="thing"\nasset_dir="frontend"\n',
            ),
            ("pkg/frontend/main-1.js", "export default () => {}"),
        ):
            path = preview.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        run = preview.run()
        self.assertEqual(run.printed, ["StreamlitComponentRegistryError", "StreamlitComponentRegistryError"])
        self.assertTrue(run.node("component")["props"]["js"]["$file"].endswith("pkg/frontend/main-1.js"))


if __name__ == "__main__":
    unittest.main()
