"""Elements: what each draws of its arguments, and what it answers with."""

import unittest

from driver import PreviewCase

# The data, the columns, the index, the rows.
TABLES = [
    ('[{"a": 1, "b": "x"}, {"a": 2}]', ["a", "b"], None, [[1, "x"], [2, None]]),
    ('{"a": [1, 2], "b": ["x", "y"]}', ["a", "b"], None, [[1, "x"], [2, "y"]]),
    ('{"a": 1, "b": 2.5}', ["value"], ["a", "b"], [[1], [2.5]]),
    ('{"c": {"x": 1}, "d": {"x": 2}}', ["c", "d"], ["x"], [[1, 2]]),
    ("[[1, 2], [3]]", ["0", "1"], None, [[1, 2], [3, None]]),
    ("[1, None, float('nan')]", ["value"], None, [[1], [None], [None]]),
    ("range(2)", ["value"], None, [[0], [1]]),
    ("None", [], None, []),
]

# What is written, the kinds drawn, the first one's text.
WRITTEN = [
    ('"a **b**"', ["markdown"], "a **b**"),
    ('"a", 5, None', ["markdown"], "a `5` `None`"),
    ('{"a": 1}', ["json"], '{"a": 1}'),
    ("[1], (1, 2)", ["json", "markdown"], "[1]"),
    ('"a", [1], "b"', ["markdown", "json", "markdown"], "a"),
    ('ValueError("x")', ["exception"], None),
    ("len", ["help"], None),
    ("st.session_state", ["json"], "{}"),
]


def text_of(node):
    body = node["props"].get("body")
    return body["$markdown"] if isinstance(body, dict) else body


class Drawing(PreviewCase):
    def kinds(self, script):
        run = self.preview(script).run()
        self.assertEqual(run.errors, [])
        return [node["kind"] for node in run.nodes]

    def test_tables_of_whatever_looks_like_one(self):
        for data, columns, index, rows in TABLES:
            with self.subTest(data):
                props = self.preview(f"st.table({data})").run().node("table")["props"]
                self.assertEqual((props["columns"], props["index"], props["rows"]), (columns, index, rows))

    def test_write_draws_each_value_as_what_it_is(self):
        for values, kinds, text in WRITTEN:
            with self.subTest(values):
                run = self.preview(f"st.write({values})").run()
                self.assertEqual([node["kind"] for node in run.nodes], kinds)
                if text is not None:
                    self.assertEqual(text_of(run.nodes[0]), text)

    def test_a_stream_is_written_and_returned(self):
        run = self.preview('print(repr(st.write_stream(iter(["a", "b"]))), st.write_stream(["a", [1], "b"]))').run()
        self.assertEqual(run.printed, ["'ab' ['a', [1], 'b']"])

    def test_echo_shows_the_block(self):
        run = self.preview('with st.echo():\n    a = 1\n    if a:\n        st.text("x")\nst.text("y")').run()
        self.assertEqual(run.node("code")["props"]["body"], 'a = 1\nif a:\n    st.text("x")')

    def test_what_is_unknown_has_a_place(self):
        run = self.preview('with st.something(1, x="y"):\n    st.text("in")\nst.sidebar.other()').run()
        names = [node["props"]["name"] for node in run.drawn("unknown")]
        self.assertEqual((names, run.errors), (["something", "other"], []))
        self.assertEqual(run.node("unknown")["node"], "block")

    def test_charts_name_their_data(self):
        run = self.preview('st.line_chart({"a": [1, 2], "b": [3, 4]}, x="a")').run()
        props = run.node("chart")["props"]
        self.assertEqual((props["chart"], props["data"], props["details"]), ("line_chart", "2 rows: a, b", {"x": "a"}))

    def test_progress_in_percents(self):
        for value, percent in [("0", 0), ("100", 100), ("0.5", 50), ("1.0", 100), ("0.29", 29)]:
            with self.subTest(value):
                self.assertEqual(
                    self.preview(f"st.progress({value})").run().node("progress")["props"]["value"], percent
                )

    def test_what_is_refused(self):
        cases = [
            ("st.progress(101)", "StreamlitAPIException"),
            ("st.columns(0)", "StreamlitInvalidColumnSpecError"),
            ("st.tabs([])", "StreamlitAPIException"),
            ('st.json("{")', "StreamlitAPIException"),
            ('st.dialog("")(print)', "StreamlitAPIException"),
            ('st.container(key="k"); st.container(key="k")', "StreamlitDuplicateElementKey"),
            ('st.form("k"); st.form("k")', "StreamlitDuplicateElementKey"),
            ('st.image("no/such.png")', "FileNotFoundError"),
        ]
        for call, name in cases:
            with self.subTest(call):
                run = self.preview(call).run()
                self.assertEqual([error["name"] for error in run.of("exception")], [name])


class Places(PreviewCase):
    def places(self, script):
        return [(message["path"], message["node"]["kind"]) for message in self.preview(script).run().of("delta")]

    def test_containers_number_their_children(self):
        places = self.places('a, b = st.columns(2)\nb.text("x")\nwith a:\n    st.text("y")\nst.sidebar.text("z")')
        expected = [
            ([0, 0], "columns"),
            ([0, 0, 0], "column"),
            ([0, 0, 1], "column"),
            ([0, 0, 1, 0], "text"),
            ([0, 0, 0, 0], "text"),
            ([1, 0], "text"),
        ]
        self.assertEqual(places, expected)

    def test_an_empty_place_is_filled_again(self):
        places = self.places('p = st.empty()\np.text("a")\np.text("b")\nwith p.container():\n    st.text("c")')
        kinds = ["empty", "text", "text", "container"]
        self.assertEqual(places, [*(([0, 0], kind) for kind in kinds), ([0, 0, 0], "text")])

    def test_where_what_floats_is_drawn(self):
        cases = [
            ('st.sidebar.toast("t")', [2, 0]),
            ('st.chat_input("c")', [3, 0]),
            ('with st.container():\n    st.chat_input("c")', [0, 0, 0]),
            ('st.dialog("d")(lambda: st.text("x"))()', [2, 0, 0]),
        ]
        for script, path in cases:
            with self.subTest(script):
                self.assertEqual(self.places(script)[-1][0], path)

    def test_a_status_completes_when_its_block_ends(self):
        run = self.preview('with st.status("s") as s:\n    st.text("x")\n    s.update(label="l")').run()
        states = [(node["props"]["label"]["$markdown"], node["props"]["state"]) for node in run.drawn("status")]
        self.assertEqual(states, [("s", "running"), ("l", "running"), ("l", "complete")])


if __name__ == "__main__":
    unittest.main()
