"""Widgets: the value each begins with, what it makes of what the page sends, what it refuses, what the page adopts."""

import base64
import datetime as dt
import unittest

from driver import PreviewCase, press

IMPORTS = "import datetime as dt\n"

# The call, the value it begins with, what the page sends, the value that the script gets.
VALUES = [
    ('checkbox("c")', False, True, True),
    ('checkbox("c", True)', True, False, False),
    ('toggle("t")', False, True, True),
    ('radio("r", ["a", "b"])', "a", "b", "b"),
    ('radio("r", ["a", "b"], index=None)', None, "b", "b"),
    ('radio("r", [1, 2], format_func=lambda n: f"no. {n}")', 1, "no. 2", 2),
    ('selectbox("s", ("a", "b"), index=1)', "b", "a", "a"),
    ('selectbox("s", [])', None, None, None),
    ('selectbox("s", {"x": 1, "y": 2})', "x", "y", "y"),
    ('selectbox("s", ["a"], accept_new_options=True)', "a", "new", "new"),
    ('multiselect("m", [1, 2, 3], default=[3, 1])', [3, 1], ["2"], [2]),
    ('multiselect("m", ["a", "b"], default="a")', ["a"], [], []),
    ('multiselect("m", ["a"], accept_new_options=True)', [], ["a", "z"], ["a", "z"]),
    ('pills("p", ["a", "b"])', None, ["b"], "b"),
    ('pills("p", ["a", "b"], default="a")', "a", [], None),
    ('segmented_control("s", [1, 2], selection_mode="multi", default=[2])', [2], ["1", "2"], [1, 2]),
    ('feedback("stars")', None, 4, 4),
    ('feedback("thumbs", default=1)', 1, 0, 0),
    ("pagination(5)", 1, 3, 3),
    ("pagination(5, default=2)", 2, 9, 5),
    ('slider("s")', 0, [7], 7),
    ('slider("s", 0, 10, 3)', 3, [7], 7),
    ('slider("s", 0.0, 1.0)', 0.0, [0.5], 0.5),
    ('slider("s", 0, 10, (2, 5))', (2, 5), [1, 9], (1, 9)),
    ('slider("s", value=dt.date(2024, 1, 2))', dt.date(2024, 1, 2), [1704240000000000], dt.date(2024, 1, 3)),
    ('slider("s", value=dt.time(11, 30))', dt.time(11, 30), [946725300000000], dt.time(11, 15)),
    (
        'slider("s", value=dt.datetime(2024, 1, 2, 3))',
        dt.datetime(2024, 1, 2, 3),
        [1704240000000000],
        dt.datetime(2024, 1, 3),
    ),
    ('select_slider("s", ["s", "m", "l"])', "s", ["l"], "l"),
    ('select_slider("s", [1, 2, 3], value=(3, 1))', (1, 3), ["2", "3"], (2, 3)),
    ('number_input("n")', 0.0, 1.5, 1.5),
    ('number_input("n", 1, 10)', 1, 5, 5),
    ('number_input("n", step=1)', 0, 2.0, 2),
    ('number_input("n", value=None)', None, 3, 3.0),
    ('text_input("t")', "", "x", "x"),
    ('text_input("t", None)', None, "x", "x"),
    ('text_input("t", 5)', "5", "", ""),
    ('text_area("t", "a")', "a", "a\nb", "a\nb"),
    ('color_picker("c")', "#000000", "#ff0000", "#ff0000"),
    ('date_input("d", dt.date(2024, 5, 1))', dt.date(2024, 5, 1), ["2024-05-02"], dt.date(2024, 5, 2)),
    ('date_input("d", "2024-05-01")', dt.date(2024, 5, 1), ["2024-05-02"], dt.date(2024, 5, 2)),
    ('date_input("d", None)', None, [], None),
    (
        'date_input("d", (dt.date(2024, 5, 1),))',
        (dt.date(2024, 5, 1),),
        ["2024-05-01", "2024-05-03"],
        (dt.date(2024, 5, 1), dt.date(2024, 5, 3)),
    ),
    ('time_input("t", dt.time(8, 45))', dt.time(8, 45), "09:10:00", dt.time(9, 10)),
    ('time_input("t", None)', None, "09:10:00", dt.time(9, 10)),
    (
        'datetime_input("d", dt.datetime(2024, 5, 1, 8, 30))',
        dt.datetime(2024, 5, 1, 8, 30),
        "2024-06-01T09:00:00",
        dt.datetime(2024, 6, 1, 9),
    ),
]

# The call, the exception's name.
REFUSED = [
    ('selectbox("s", ["a"], index=3)', "StreamlitValueOutOfRangeError"),
    ('selectbox("s", ["a"], index="a")', "StreamlitInvalidParameterTypeError"),
    ('multiselect("m", ["a"], default=["b"])', "StreamlitDefaultNotInOptionsError"),
    ('multiselect("m", ["a", "b"], default=["a", "b"], max_selections=1)', "StreamlitSelectionCountExceedsMaxError"),
    ('pills("p", ["a"], selection_mode="many")', "StreamlitValueError"),
    ('number_input("n", 0, 1.0)', "StreamlitMixedNumericTypesError"),
    ('number_input("n", 5, 1)', "StreamlitInvalidMinMaxError"),
    ('number_input("n", 0, 10, 11)', "StreamlitValueAboveMaxError"),
    ('slider("s", 0, 1.0)', "StreamlitInvalidParameterTypeError"),
    ('slider("s", value="x")', "StreamlitInvalidParameterTypeError"),
    ('select_slider("s", ["a"], value="b")', "StreamlitDefaultNotInOptionsError"),
    ('color_picker("c", "red")', "StreamlitAPIException"),
    ('text_input("t", type="secret")', "StreamlitAPIException"),
    ('text_input("t", width=0)', "StreamlitInvalidWidthError"),
    ('date_input("d", dt.date(2024, 1, 1), min_value=dt.date(2024, 2, 1))', "StreamlitAPIException"),
    ('form_submit_button("b")', "StreamlitAPIException"),
    ('checkbox("c", on_change="sometimes")', "StreamlitAPIException"),
]


class Values(PreviewCase):
    def test_each_widget(self):
        for call, first, sent, then in VALUES:
            with self.subTest(call):
                preview = self.preview(f"{IMPORTS}print(repr(st.{call}))")
                run = preview.run()
                self.assertEqual((run.printed, run.errors), ([repr(first)], []))
                node = next(node for node in run.nodes if node.get("id"))
                preview.set(node, sent)
                self.assertEqual(preview.run().printed, [repr(then)])

    def test_refusals(self):
        for call, name in REFUSED:
            with self.subTest(call):
                run = self.preview(f"{IMPORTS}st.{call}").run()
                self.assertEqual([error["name"] for error in run.of("exception")], [name])

    def test_an_uploaded_file(self):
        preview = self.preview('f = st.file_uploader("f"); print(f and (f.name, f.type, f.size, f.read()))')
        uploader = preview.run().node("file_uploader")
        sent = {"id": "1", "name": "a.txt", "type": "text/plain", "size": 2, "base64": base64.b64encode(b"hi").decode()}
        preview.set(uploader, [sent])
        self.assertEqual(preview.run().printed, ["('a.txt', 'text/plain', 2, b'hi')"])

    def test_a_button_is_true_once(self):
        for call in (
            'button("b")',
            'download_button("b", "text")',
            'link_button("b", "https://a.b", on_click="rerun")',
        ):
            with self.subTest(call):
                preview = self.preview(f"print(st.{call})")
                node = next(node for node in preview.run().nodes if node.get("id"))
                self.assertEqual([preview.run(press(node)).printed, preview.run().printed], [["True"], ["False"]])


class SessionState(PreviewCase):
    def test_python_sets_a_value_and_the_page_adopts_it(self):
        cases = [
            ('slider("w", 0, 10, key="w")', "4", [4]),
            ('selectbox("w", ["a", "b"], key="w")', '"b"', "b"),
            ('multiselect("w", [1, 2], key="w")', "[2]", ["2"]),
            ('date_input("w", dt.date(2024, 5, 1), key="w")', "dt.date(2024, 5, 9)", ["2024-05-09"]),
            ('time_input("w", key="w")', "dt.time(7, 5)", "07:05:00"),
            ('checkbox("w", key="w")', "True", True),
            ('pills("w", ["a", "b"], key="w")', '"b"', ["b"]),
        ]
        for call, value, adopted in cases:
            with self.subTest(call):
                script = f"{IMPORTS}st.session_state.w = {value}\nprint(st.{call} == {value})"
                run = self.preview(script).run()
                node = next(node for node in run.nodes if node.get("id"))
                self.assertEqual((run.printed, node["props"].get("value")), (["True"], adopted))

    def test_a_callback_gets_its_arguments_and_the_new_value(self):
        preview = self.preview("""
            def changed(*args, **kwargs):
                print(st.session_state.c, args, kwargs)
            st.checkbox("c", key="c", on_change=changed, args=(1,), kwargs={"x": 2})
        """)
        preview.set(preview.run().node("checkbox"), True)
        self.assertEqual(preview.run().printed, ["True (1,) {'x': 2}"])

    def test_a_choice_that_is_gone_falls_back(self):
        preview = self.preview("""
            many = st.checkbox("many", True)
            print(st.selectbox("s", ["a", "b"] if many else ["a"], key="s"))
        """)
        run = preview.run()
        preview.set(run.node("selectbox"), "b")
        self.assertEqual(preview.run().printed, ["b"])
        preview.set(run.node("checkbox"), False)
        self.assertEqual(preview.run().printed, ["a"])


class Forms(PreviewCase):
    def test_members_know_their_form_and_its_rules(self):
        run = self.preview("""
            with st.form("f", clear_on_submit=True, enter_to_submit=False):
                st.text_input("t")
                st.form_submit_button("Go")
        """).run()
        member, button = run.node("text_input")["props"], run.node("form_submit_button")["props"]
        self.assertEqual((member["form"], member["enter_to_submit"]), ("f", False))
        self.assertEqual((button["form"], button["clear_on_submit"]), ("f", True))

    def test_what_a_form_refuses(self):
        cases = [
            ('st.button("b")', "StreamlitAPIException"),
            ('st.form("g")', "StreamlitAPIException"),
            ('st.checkbox("c", on_change=print)', "StreamlitInvalidFormCallbackError"),
            ('st.chat_input("c")', "StreamlitAPIException"),
        ]
        for call, name in cases:
            with self.subTest(call):
                run = self.preview(f'with st.form("f"):\n    {call}').run()
                self.assertEqual([error["name"] for error in run.of("exception")], [name])


if __name__ == "__main__":
    unittest.main()
