"""The Python module: run by ctest with PYTHONPATH on the build's python folder and PASSAGE_SOURCE_DIR."""

import ast
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import unittest.mock

import passage
from passage import _passage

SOURCE = os.environ["PASSAGE_SOURCE_DIR"]
CASE = os.path.join(SOURCE, "examples", "north-or-west")


class Answers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.session = passage.Session(CASE)
        cls.plan = cls.session.plan()

    def test_a_case_is_opened_and_checked(self):
        answer = self.session.check()
        self.assertTrue(answer["ok"])
        self.assertTrue(answer.page.startswith("ok: "))

    def test_a_plan_is_made_and_accepted(self):
        answer = self.plan.answer
        self.assertTrue(self.plan.accepted)
        self.assertTrue(answer["certificate"]["accepted"])
        self.assertGreater(answer["safe"], 0)
        self.assertIn("people safe", self.plan.line)
        self.assertFalse(self.plan.stopped)

    def test_its_tables_are_columns(self):
        orders = self.plan.table("orders")
        self.assertEqual(sum(orders["persons"]), self.plan.answer["safe"])
        self.assertIn("safe_by", self.plan.tables)
        hours = self.plan.table("safe_by")
        self.assertTrue(all(persons <= most for persons, most in zip(hours["persons"], hours["at_most"])))
        if passage.numpy is not None:
            self.assertEqual(orders["persons"].dtype, passage.numpy.int64)

    def test_what_is_no_table_is_an_error_that_says_what_is_meant(self):
        with self.assertRaises(passage.Error) as raised:
            self.plan.table("order")
        self.assertIn("orders", raised.exception.problems[0]["suggestion"])

    def test_plans_are_written_read_and_verified(self):
        with tempfile.TemporaryDirectory() as folder:
            paths = [os.path.join(folder, name) for name in ("plan.gpkg", "plan.csv", "plan.html", "plan.svg")]
            self.plan.write(*paths)
            self.assertTrue(all(os.path.exists(path) for path in paths))
            self.assertTrue(self.session.verify(paths[0])["accepted"])
            self.assertTrue(self.session.verify(passage.Plan.read(paths[1]))["accepted"])
            with self.assertRaises(passage.Error) as raised:
                self.plan.write(paths[0])
            self.assertEqual(raised.exception.problems[0]["code"], "P003")
            self.plan.write(paths[0], overwrite=True)

    def test_what_talks_ask(self):
        self.assertIn("terms", self.session.worth(quick=True))
        self.assertIn("rounds", self.session.rounds())
        self.assertIn("holds", self.session.cut())
        self.assertIn("survive", self.session.survival())


class Forecasts(unittest.TestCase):
    def test_arrivals(self):
        folder = os.path.join(SOURCE, "test", "golden", "forecast", "arrivals")
        with unittest.mock.patch.dict(os.environ, PASSAGE_DATA=os.path.join(folder, "data")):
            forecast = passage.forecast_arrivals(
                os.path.join(folder, "case"), train_until="2020-02-01", until="2020-02-10"
            )
        self.assertTrue(forecast["abroad_by_date"])
        self.assertIsInstance(forecast.findings, list)
        self.assertIn("abroad", forecast.page)


class Errors(unittest.TestCase):
    def test_all_problems_are_told(self):
        with self.assertRaises(passage.Error) as raised:
            passage.Session("/nowhere")
        problems = raised.exception.problems
        self.assertTrue(problems)
        self.assertTrue(problems[0]["code"].startswith("P"))
        self.assertIn(problems[0]["code"], str(raised.exception))


class Watching(unittest.TestCase):
    def test_progress_is_heard_by_the_thread_that_calls(self):
        heard = []
        passage.Session(CASE).plan(progress=lambda done, known: heard.append((done, threading.get_ident())))
        for done, thread in heard:
            self.assertTrue(0 <= done <= 1)
            self.assertEqual(thread, threading.get_ident())

    def test_other_threads_go_on(self):
        plans = []
        makers = [threading.Thread(target=lambda: plans.append(passage.Session(CASE).plan().line)) for _ in range(3)]
        for maker in makers:
            maker.start()
        for maker in makers:
            maker.join()
        self.assertEqual(len(plans), 3)
        self.assertEqual(len(set(plans)), 1)

    def test_an_interrupt_ends_a_call(self):
        code = (
            "import passage\n"
            f"session = passage.Session({CASE!r})\n"
            "print('ready', flush=True)\n"
            "try:\n"
            "    while True: session.plan()\n"
            "except KeyboardInterrupt: print('interrupted', flush=True)\n"
        )
        child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        self.assertEqual(child.stdout.readline(), "ready\n")
        time.sleep(0.3)
        child.send_signal(signal.SIGINT)
        self.assertEqual(child.communicate(timeout=60)[0], "interrupted\n")
        self.assertEqual(child.returncode, 0)


def names_of(body):
    """Functions, classes and their functions, and annotated names, as `Class.function`."""
    out = set()
    for one in body:
        if isinstance(one, (ast.FunctionDef, ast.ClassDef)):
            out.add(one.name)
        if isinstance(one, ast.ClassDef):
            out |= {f"{one.name}.{inner}" for inner in names_of(one.body)}
        if isinstance(one, ast.AnnAssign):
            out.add(one.target.id)
    return out


class Types(unittest.TestCase):
    folder = os.path.dirname(passage.__file__)

    def test_the_stub_names_what_there_is(self):
        with open(os.path.join(self.folder, "_passage.pyi")) as stub:
            told = names_of(ast.parse(stub.read()).body) - {"Error.problems", "Session.__init__"}
        there = {name for name in vars(_passage) if not name.startswith("_")}
        for owner in ("Plan", "Session"):
            there |= {f"{owner}.{name}" for name in vars(getattr(_passage, owner)) if not name.startswith("_")}
        self.assertEqual(told, there)

    def test_mypy_finds_nothing(self):
        self.assertTrue(os.path.exists(os.path.join(self.folder, "py.typed")))
        mypy = shutil.which("mypy")
        if mypy is None:
            self.skipTest("mypy is not installed")
        with tempfile.TemporaryDirectory() as cache:
            found = subprocess.run(
                [mypy, "--strict", "--ignore-missing-imports", "--cache-dir", cache, self.folder],
                capture_output=True,
                text=True,
            )
        self.assertEqual(found.returncode, 0, found.stdout + found.stderr)


if __name__ == "__main__":
    unittest.main()
