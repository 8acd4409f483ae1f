"""Runs: what ends one, what interrupts one, what is folded into one."""

import unittest

from driver import PreviewCase, press


class Runs(PreviewCase):
    def test_stop_ends_the_run(self):
        run = self.preview('st.text("a"); st.stop(); st.text("b")').run()
        self.assertEqual([node["kind"] for node in run.nodes], ["text"])
        self.assertEqual(run.outcomes, ["done"])

    def test_rerun_begins_again(self):
        run = self.preview("""
            st.session_state.n = st.session_state.get("n", 0) + 1
            print(st.session_state.n)
            if st.session_state.n < 3:
                st.rerun()
        """).run()
        self.assertEqual((run.printed, run.outcomes), (["1", "2", "3"], ["rerun", "rerun", "done"]))

    def test_a_rerun_in_a_callback_loses_the_trigger(self):
        preview = self.preview('print(st.button("b", on_click=st.rerun))')
        button = preview.run().node("button")
        run = preview.run(press(button))
        self.assertEqual((run.printed, run.outcomes), (["False"], ["rerun", "done"]))

    def test_callbacks_come_before_the_script(self):
        preview = self.preview("""
            st.slider("s", 0, 10, 3, key="s", on_change=print, args=("called",))
            print(st.session_state.s)
        """)
        preview.set(preview.run().node("slider"), [7])
        self.assertEqual(preview.run().printed, ["called", "7"])

    def test_a_newer_request_interrupts_at_the_next_call(self):
        preview = self.preview("""
            import time
            print("begin")
            for _ in range(200):
                time.sleep(0.01)
                st.text("step")
            print("end")
        """)
        preview.ask()
        while preview.receive()["type"] != "delta":
            pass
        preview.ask()
        run = preview.until_answered()
        self.assertEqual((run.printed, run.outcomes), (["begin", "end"], ["interrupted", "done"]))

    def test_requests_that_wait_become_one(self):
        preview = self.preview("import time; time.sleep(0.3); print(st.button('b'))")
        button = preview.run().node("button")
        preview.ask()
        preview.ask(press(button))
        preview.ask()
        run = preview.until_answered()
        self.assertEqual(run.printed[-1], "True")
        self.assertEqual(run.of("run-started")[-1]["requests"][-2:], [3, 4])

    def test_stop_asked_by_the_person(self):
        preview = self.preview("""
            import time
            while True:
                time.sleep(0.01)
                st.text("step")
        """)
        preview.ask()
        while preview.receive()["type"] != "delta":
            pass
        preview.stop()
        self.assertEqual(preview.until_answered().outcomes, ["interrupted"])

    def test_an_exception_is_shown_in_its_place(self):
        run = self.preview('st.text("a")\nwith st.container():\n    1 / 0').run()
        self.assertEqual([node["kind"] for node in run.nodes], ["text", "container", "exception"])
        self.assertEqual(run.of("delta")[-1]["path"], [0, 2])
        [frame] = run.of("exception")[0]["frames"]
        self.assertEqual((frame["line"], frame["column"]), (5, 5))

    def test_a_script_that_does_not_compile_draws_nothing(self):
        run = self.preview("x = = 1").run()
        self.assertEqual((run.nodes, run.outcomes), ([], ["not-compiled"]))
        self.assertEqual(run.of("exception")[0]["frames"][0]["line"], 3)

    def test_bare_expressions_are_shown(self):
        run = self.preview('"""A title."""\n"shown"\n1 + 1\nst.text("x")\ndef f():\n    "doc"\n    "inner"\nf()').run()
        texts = [node["props"]["body"]["$markdown"] for node in run.drawn("markdown")]
        self.assertEqual(texts[:1] + texts[-1:], ["A title.", "inner"])
        self.assertIn("shown", texts)

    def test_columns_are_those_of_the_written_line(self):
        [frame] = self.preview("'é', [1, 1 / 0]").run().of("exception")[0]["frames"]
        self.assertEqual((frame["line"], frame["column"]), (3, 10))

    def test_reset_forgets_the_session(self):
        preview = self.preview("st.session_state.n = st.session_state.get('n', 0) + 1")
        preview.run()
        self.assertEqual(preview.run().state, {"n": 2})
        preview.send("reset")
        self.assertEqual(preview.run().state, {"n": 1})

    def test_a_session_goes_on_in_another_worker(self):
        app = """
            import threading
            if st.session_state.get("n") is None:
                st.session_state.n = 1
                st.session_state.lock = threading.Lock()
            r = c(key="m", default={"k": 0}, on_k_change=lambda: None)
            print(st.session_state.n, r.k, st.checkbox("box", key="box"))
        """
        preview = self.preview(app)
        run = preview.run()
        preview.set(run.node("component"), {"k": 7})
        preview.set(run.node("checkbox"), True)
        carried = preview.run().finished["carried"]
        self.assertEqual(carried["lost"], ["lock"])
        other = self.preview(app)
        other.send("restore", state=carried)
        run = other.run()
        self.assertEqual(run.printed, ["1 7 True"])
        self.assertEqual(run.node("component")["props"]["states"], {"k": 7})
        self.assertEqual(run.node("checkbox")["props"]["value"], True)


if __name__ == "__main__":
    unittest.main()
