"""Values that outlive their widgets (`persist_state`), or stand in the page's address (`bind`)."""

import unittest

from driver import PreviewCase

HIDDEN = """
    shown = st.checkbox("show", value=True)
    if shown:
        st.text_input("name", key="name", value="nobody"{})
    print(st.session_state.get("name"))
"""

TWO_PAGES = """
    def one():
        print("one", st.text_input("name", key="name"{}))
    def two():
        print("two", st.session_state.get("name"))
    st.navigation([st.Page(one), st.Page(two)]).run()
"""

BOUND = """
    print(st.checkbox("c", key="c", bind="query-params"))
    print(st.number_input("n", 0, 10, key="n", bind="query-params"))
    print(st.multiselect("m", ["a", "b"], key="m", bind="query-params"))
    print(st.text_input("t", key="t", bind="query-params"))
"""


def queries(run):
    return [message["query"] for message in run.of("page") if message["page"] == "query"]


class Persistence(PreviewCase):
    def test_a_hidden_widget_keeps_its_value_where_it_is_asked_to(self):
        for asked, kept in [("", "nobody"), (", persist_state='page'", "Ann"), (", persist_state='session'", "Ann")]:
            with self.subTest(asked=asked):
                preview = self.preview(HIDDEN.format(asked))
                first = preview.run()
                preview.set(first.node("text_input"), "Ann")
                self.assertEqual(preview.run().printed, ["Ann"])
                preview.set(first.node("checkbox"), False)
                preview.run()
                self.assertEqual(preview.run().printed, ["None" if kept == "nobody" else kept])
                preview.set(first.node("checkbox"), True)
                again = preview.run()
                self.assertEqual(again.printed, [kept])
                self.assertEqual(again.node("text_input")["props"].get("value"), "Ann" if kept == "Ann" else None)

    def test_another_page_ends_what_is_kept_for_one(self):
        for scope, elsewhere, back in [("page", "None", ""), ("session", "Ann", "Ann")]:
            with self.subTest(scope=scope):
                preview = self.preview(TWO_PAGES.format(f", persist_state='{scope}'"))
                first = preview.run()
                [told] = [m["props"] for m in first.of("page") if m["page"] == "navigation"]
                one, two = (page["hash"] for page in told["pages"])
                preview.set(first.node("text_input"), "Ann")
                preview.run(page=one)
                preview.run(page=two)
                self.assertEqual(preview.run(page=two).printed, [f"two {elsewhere}"])
                self.assertEqual(preview.run(page=one).printed, [f"one {back}".rstrip() if back else "one "])


class Bindings(PreviewCase):
    def test_the_address_fills_the_widgets_of_a_page_that_is_opened(self):
        run = self.preview(BOUND).run(query="c=true&n=7&m=b&m=a&t=hi&other=1", query_changed=True)
        self.assertEqual(run.printed, ["True", "7", "['b', 'a']", "hi"])
        self.assertEqual(run.node("number_input")["props"]["value"], 7)
        self.assertEqual(queries(run), [])

    def test_what_no_widget_can_hold_leaves_the_address(self):
        run = self.preview(BOUND).run(query="c=perhaps&n=x&m=z&t=", query_changed=True)
        self.assertEqual(run.printed, ["False", "0", "[]", ""])
        self.assertEqual(queries(run)[-1], "")

    def test_the_address_follows_the_widgets(self):
        preview = self.preview(BOUND)
        first = preview.run(query="other=1", query_changed=True)
        preview.set(first.node("number_input"), 3.0)
        preview.set(first.node("checkbox"), True)
        self.assertEqual(queries(preview.run())[-1], "other=1&c=true&n=3")
        preview.set(first.node("checkbox"), False)
        self.assertEqual(queries(preview.run())[-1], "other=1&n=3")
        gone_back = preview.run(query="other=1", query_changed=True)
        self.assertEqual(gone_back.printed[:2], ["False", "0"])

    def test_the_script_cannot_write_what_is_a_widgets(self):
        app = 'st.text_input("t", key="t", bind="query-params")\n'
        for write in ('st.query_params["t"] = "x"', "del st.query_params['t']", "st.query_params.clear()"):
            with self.subTest(write=write):
                run = self.preview(app + write).run(query="t=hi", query_changed=True)
                self.assertIn("StreamlitAPIException", run.errors[0])

    def test_what_is_refused(self):
        for given in (
            'bind="query-params"',
            'key="k", bind="hash"',
            'persist_state="page"',
            'key="k", persist_state=1',
        ):
            with self.subTest(given=given):
                self.assertEqual(len(self.preview(f"st.toggle('t', {given})").run().errors), 1)


if __name__ == "__main__":
    unittest.main()
