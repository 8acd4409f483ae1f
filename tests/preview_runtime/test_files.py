"""Files: unsaved buffers above the disk, modules that follow them, and what is refused."""

import unittest

from driver import PreviewCase


class Files(PreviewCase):
    def test_every_way_to_read_sees_the_buffer(self):
        reads = (
            "open(p).read()",
            "open(p, 'rb').read().decode()",
            "pathlib.Path(p).read_text()",
            "pathlib.Path(p).read_bytes().decode()",
            "io.open(p).read()",
            "str(os.stat(p).st_size)",
            "str(os.path.exists(p))",
            "str(pathlib.Path(p).is_file())",
            "str(p in glob.glob(os.path.dirname(p) + '/*.js'))",
            "str('new.js' in os.listdir(os.path.dirname(p)))",
            "str('new.js' in [e.name for e in os.scandir(os.path.dirname(p))])",
            "str('new.js' in [f.name for f in pathlib.Path(p).parent.iterdir()])",
            "str('new.js' in [f.name for f in pathlib.Path(p).parent.glob('*.js')])",
        )
        for read in reads:
            with self.subTest(read=read):
                preview = self.preview(f"""
                    import glob, io, os, pathlib
                    p = os.path.join(os.path.dirname(__file__), "new.js")
                    print({read})
                """)
                preview.unsaved("new.js", "text")
                self.assertEqual(
                    preview.run().printed, ["4" if "st_size" in read else "text" if "read" in read else "True"]
                )

    def test_the_disk_counts_again(self):
        preview = self.preview("print(open(__file__[:-6] + 'a.txt').read())", a_txt="")
        (preview.root / "a.txt").write_text("disk")
        preview.unsaved("a.txt", "buffer")
        self.assertEqual(preview.run().printed, ["buffer"])
        preview.unsaved("a.txt", None)
        run = preview.run()
        self.assertEqual(run.printed, ["disk"])
        self.assertIn(str(preview.root / "a.txt"), run.finished["files"])

    def test_the_script_itself(self):
        preview = self.preview("print('disk')")
        preview.unsaved("app.py", "print('buffer')")
        self.assertEqual(preview.run().printed, ["buffer"])

    def test_edited_modules_and_those_that_import_them_run_again(self):
        preview = self.preview(
            "import outer, other\nprint(outer.shown)",
            inner_py="print('inner'); value = 1",
            outer_py="print('outer')\nfrom inner import (\n    value as shown)",
            other_py="print('other')",
        )
        self.assertEqual(preview.run().printed, ["outer", "inner", "other", "1"])
        self.assertEqual(preview.run().printed, ["1"])
        preview.unsaved("inner.py", "print('again'); value = 2")
        run = preview.run()
        self.assertEqual(run.printed, ["outer", "again", "2"])
        self.assertEqual(
            {path.rpartition("/")[2] for path in run.finished["files"]}, {"app.py", "inner.py", "outer.py", "other.py"}
        )

    def test_packages_and_relative_imports(self):
        preview = self.preview(
            "from pkg.sub import name\nprint(name)",
            pkg____init___py="",
        )
        preview.unsaved("pkg/__init__.py", "NAME = 'one'")
        preview.unsaved("pkg/sub.py", "from . import NAME as name")
        self.assertEqual(preview.run().printed, ["one"])
        preview.unsaved("pkg/__init__.py", "NAME = 'two'")
        self.assertEqual(preview.run().printed, ["two"])

    def test_what_is_refused(self):
        cases = (
            "open('x.txt', 'w')",
            "__import__('pathlib').Path('x.txt').write_text('x')",
            "__import__('os').remove(__file__)",
            "__import__('os').mkdir('x')",
            "__import__('os').system('true')",
            "__import__('subprocess').run(['true'])",
            "__import__('socket').create_connection(('127.0.0.1', 1))",
        )
        for case in cases:
            with self.subTest(case=case):
                [error] = self.preview(case).run().errors
                self.assertEqual(error.partition(" does not let")[0], "PermissionError: The preview")


if __name__ == "__main__":
    unittest.main()
