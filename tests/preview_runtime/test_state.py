"""Session state and widgets: what a key holds, when, and who may write it."""

import unittest

from driver import PreviewCase, press


class State(PreviewCase):
    def test_a_written_value_moves_the_widget(self):
        preview = self.preview("""
            if st.button("set"):
                st.session_state.s = 8
            print(st.slider("s", 0, 10, 3, key="s"))
        """)
        run = preview.run()
        self.assertNotIn("value", run.node("slider")["props"])
        run = preview.run(press(run.node("button")))
        self.assertEqual((run.printed, run.node("slider")["props"]["value"]), (["8"], [8]))

    def test_what_session_state_refuses(self):
        cases = {
            "st.slider('s', key='s'); st.session_state.s = 1": "StreamlitWidgetAlreadyInstantiatedError",
            "st.session_state.b = True; st.button('b', key='b')": "StreamlitValueAssignmentNotAllowedError",
            "st.session_state.nothing": "AttributeError: st.session_state has no attribute",
            "st.session_state['nothing']": "KeyError: 'st.session_state has no key",
            "st.text_input('a', key='a'); st.text_input('b', key='a')": "StreamlitDuplicateElementKey",
            "st.button('a'); st.button('a')": "StreamlitDuplicateElementId",
        }
        for app, error in cases.items():
            with self.subTest(app=app):
                [came] = self.preview(app).run().errors
                self.assertEqual(came[: len(error)], error)

    def test_a_widget_that_is_gone_has_no_value(self):
        preview = self.preview("""
            if not st.checkbox("hide"):
                st.text_input("t", key="t")
            print("t" in st.session_state)
        """)
        run = preview.run()
        preview.set(run.node("text_input"), "typed")
        preview.set(run.node("checkbox"), True)
        self.assertEqual(preview.run().printed, ["True"])
        self.assertEqual(preview.run().printed, ["False"])

    def test_a_form_sends_with_its_button(self):
        preview = self.preview("""
            with st.form("f"):
                st.text_input("t", key="t")
                print(st.form_submit_button("go", on_click=lambda: print("sent", st.session_state.t)))
        """)
        run = preview.run()
        self.assertEqual(run.node("text_input")["props"]["form"], "f")
        preview.set(run.node("text_input"), "typed")
        self.assertEqual(preview.run(press(run.node("form_submit_button"))).printed, ["sent typed", "True"])

    def test_no_callback_inside_a_form(self):
        run = self.preview("with st.form('f'):\n    st.text_input('t', on_change=print)").run()
        self.assertIn("StreamlitInvalidFormCallbackError", run.errors[0])

    def test_query_parameters(self):
        preview = self.preview("""
            print(st.query_params.to_dict())
            st.query_params.page = "two"
        """)
        run = preview.run(query="page=one&x=1", query_changed=True)
        self.assertEqual(run.printed, ["{'page': 'one', 'x': '1'}"])
        self.assertEqual([m["query"] for m in run.of("page") if m["page"] == "query"], ["page=two&x=1"])
        self.assertEqual(preview.run().printed, ["{'page': 'two', 'x': '1'}"])

    def test_the_browser_says_what_it_is(self):
        preview = self.preview("print(st.context.theme.type, st.context.timezone, st.context.locale)")
        run = preview.run(theme="light", timezone="Europe/Berlin", locale="de-DE")
        self.assertEqual(run.printed, ["light Europe/Berlin de-DE"])

    def test_secrets(self):
        preview = self.preview("print(st.secrets.token, st.secrets['db'].user)")
        self.assertIn("StreamlitSecretNotFoundError", preview.run().errors[0])
        preview.unsaved(".streamlit/secrets.toml", 'token = "t"\n[db]\nuser = "u"\n')
        self.assertEqual(preview.run().printed, ["t u"])


if __name__ == "__main__":
    unittest.main()
