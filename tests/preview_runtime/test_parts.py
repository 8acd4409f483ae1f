"""Fragments, dialogs, pages, caches."""

import unittest

from driver import PreviewCase, press


class Fragments(PreviewCase):
    APP = """
        print("script")
        @st.fragment
        def part():
            print("part", st.button("inner"))
            if st.button("whole"):
                st.rerun()
        part()
        st.text("after")
    """

    def test_a_fragment_runs_alone_at_its_place(self):
        preview = self.preview(self.APP)
        first = preview.run()
        button = first.node("button")
        inner = next(node for node in first.drawn("button") if node["props"]["label"]["$markdown"] == "inner")
        self.assertEqual(inner["fragment"], button["fragment"])
        run = preview.run(press(inner), fragment=inner["fragment"])
        self.assertEqual(run.printed, ["part True"])
        self.assertEqual(run.of("run-started")[0]["fragments"], [inner["fragment"]])
        self.assertEqual([m["path"] for m in run.of("delta")], [[0, 0, 0], [0, 0, 1]])

    def test_a_fragment_can_ask_for_the_whole(self):
        preview = self.preview(self.APP)
        first = preview.run()
        whole = next(node for node in first.drawn("button") if node["props"]["label"]["$markdown"] == "whole")
        run = preview.run(press(whole), fragment=whole["fragment"])
        self.assertEqual((run.printed, run.outcomes), (["part False", "script", "part False"], ["rerun", "done"]))

    def test_an_exception_ends_script_and_fragment(self):
        run = self.preview("""
            @st.fragment
            def part():
                1 / 0
            part()
            st.text("never")
        """).run()
        self.assertEqual(
            [(m["path"], m["node"]["kind"]) for m in run.of("delta")], [([0, 0], "container"), ([0, 0, 0], "exception")]
        )

    def test_a_fragment_can_ask_for_itself(self):
        preview = self.preview("""
            @st.fragment
            def part():
                st.session_state.n = st.session_state.get("n", 0) + 1
                print("part", st.session_state.n)
                if st.button("again"):
                    st.rerun(scope="fragment")
            part()
        """)
        button = preview.run().node("button")
        run = preview.run(press(button), fragment=button["fragment"])
        self.assertEqual((run.printed, run.outcomes), (["part 2", "part 3"], ["rerun", "done"]))
        self.assertIn("StreamlitInvalidLayoutContextError", self.preview("st.rerun(scope='fragment')").run().errors[0])

    def test_a_fragment_inside_another(self):
        preview = self.preview("""
            @st.fragment
            def inner():
                print("inner", st.button("i"))
            @st.fragment
            def outer():
                print("outer", st.button("o"))
                inner()
            outer()
        """)
        first = preview.run()
        labelled = {node["props"]["label"]["$markdown"]: node for node in first.drawn("button")}
        run = preview.run(press(labelled["i"]), fragment=labelled["i"]["fragment"])
        self.assertEqual(run.printed, ["inner True"])
        run = preview.run(press(labelled["o"]), fragment=labelled["o"]["fragment"])
        self.assertEqual(run.printed, ["outer True", "inner False"])
        run = preview.run(press(labelled["i"]), fragment=labelled["i"]["fragment"])
        self.assertEqual(run.printed, ["inner True"])

    def test_a_timer_lasts_as_long_as_its_fragment(self):
        preview = self.preview("""
            @st.fragment(run_every="2s")
            def part():
                st.text("tick")
            if not st.checkbox("off"):
                part()
        """)
        first = preview.run()
        [timer] = [m for m in first.of("page") if m["page"] == "timer"]
        self.assertEqual(timer["every"], 2000)
        preview.set(first.node("checkbox"), True)
        [timer] = [m for m in preview.run().of("page") if m["page"] == "timer"]
        self.assertEqual(timer["every"], 0)

    def test_a_dialog_is_a_fragment_above_the_page(self):
        preview = self.preview("""
            @st.dialog("Title")
            def ask():
                print("dialog", st.button("inside"))
            if st.button("open"):
                ask()
        """)
        run = preview.run(press(preview.run().node("button")))
        self.assertEqual([m["path"] for m in run.of("delta") if m["node"]["kind"] == "dialog"], [[2, 0]])
        inside = run.node("button")
        self.assertEqual(preview.run(press(inside), fragment=inside["fragment"]).printed, ["dialog True"])

    def test_a_dialog_tells_that_it_was_closed(self):
        # on_dismiss, and what is printed when the person closes it.
        cases = [
            ("lambda: print('closed')", ["closed", "script"]),
            ("'rerun'", ["script"]),
            ("'ignore'", None),
        ]
        for on_dismiss, printed in cases:
            with self.subTest(on_dismiss=on_dismiss):
                preview = self.preview(f"""
                    @st.dialog("Title", on_dismiss={on_dismiss})
                    def ask():
                        st.text("inside")
                    print("script")
                    if st.button("open"):
                        ask()
                """)
                dialog = preview.run(press(preview.run().node("button"))).node("dialog")
                self.assertEqual("id" in dialog, printed is not None)
                if printed is not None:
                    self.assertEqual(preview.run(press(dialog)).printed, printed)

    def test_one_dialog_at_a_time(self):
        run = self.preview("""
            one, two = (st.dialog(title)(lambda: None) for title in ("One", "Two"))
            one()
            two()
        """).run()
        self.assertIn("StreamlitInvalidLayoutContextError", run.errors[0])


class Pages(PreviewCase):
    def test_navigation_runs_the_page_that_is_wanted(self):
        preview = self.preview(
            """
            def home():
                print("home")
                if st.button("go"):
                    st.switch_page("two.py")
            st.navigation([st.Page(home), st.Page("two.py", title="Second")]).run()
            """,
            two_py="print('two', __file__[-6:])",
        )
        first = preview.run()
        [told] = [m["props"] for m in first.of("page") if m["page"] == "navigation"]
        self.assertEqual([page["title"] for page in told["pages"]], ["home", "Second"])
        self.assertEqual(first.printed, ["home"])
        second = preview.run(page=told["pages"][1]["hash"])
        self.assertEqual(second.printed, ["two two.py"])
        back = preview.run(page=told["pages"][0]["hash"])
        self.assertEqual(preview.run(press(back.node("button"))).printed, ["home", "two two.py"])

    def test_a_folder_of_pages(self):
        preview = self.preview(
            "print('main')", pages__2_second_py="print('second')", pages__1_first_py="print('first')"
        )
        run = preview.run()
        [told] = [m["props"] for m in run.of("page") if m["page"] == "navigation"]
        self.assertEqual([page["title"] for page in told["pages"]], ["app", "first", "second"])
        self.assertEqual(preview.run(page=told["pages"][1]["hash"]).printed, ["first"])


class Caches(PreviewCase):
    def test_results_and_drawings_are_kept(self):
        preview = self.preview("""
            @st.cache_data(show_spinner=False)
            def load(n, _extra):
                print("computed", n)
                st.text("drawn")
                return [n]
            first = load(1, object())
            first.append("mine")
            print(load(1, object()))
        """)
        for computed in (["computed 1"], []):
            run = preview.run()
            self.assertEqual(run.printed, [*computed, "[1]"])
            self.assertEqual(len(run.drawn("text")), 2)
        preview.send("clear-caches")
        self.assertEqual(preview.run().printed, ["computed 1", "[1]"])

    def test_a_resource_is_one_object(self):
        preview = self.preview("""
            @st.cache_resource
            def make():
                print("made")
                return object()
            print(make() is make())
        """)
        self.assertEqual(preview.run().printed, ["made", "True"])
        self.assertEqual(preview.run().printed, ["True"])

    def test_how_results_are_forgotten(self):
        preview = self.preview("""
            import time
            @st.cache_data(ttl=0.05, hash_funcs={"builtins.object": lambda o: 1})
            def load(o):
                print("computed")
            load(object()); load(object())
            time.sleep(0.1)
            load(object())
            load.clear()
            load(object())
        """)
        self.assertEqual(preview.run().printed, ["computed"] * 3)

    def test_an_argument_without_a_hash(self):
        run = self.preview("""
            @st.cache_data
            def load(lock):
                pass
            import threading
            load(threading.Lock())
        """).run()
        self.assertIn("UnhashableParamError: Cannot hash argument 'lock'", run.errors[0])


if __name__ == "__main__":
    unittest.main()
