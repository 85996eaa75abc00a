"""Passage plans humanitarian corridors, with proof of how good the plan is.

    import passage

    session = passage.Session("my-case")
    plan = session.plan(progress=lambda done, known: print(f"{done:.0%} {known}"))
    print(plan.line)
    plan.write("plan.gpkg", "plan.html")

Answers are the dicts that the command prints with --json, and have its page too. Every call may be given `progress`, a
function of (share done, what is known), and stops at Ctrl-C; other threads go on meanwhile. Bad input raises Error with
all of its problems.
"""

from __future__ import annotations

import json
import os
from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple, Union

from . import _passage
from ._passage import NONE, Cancelled, Error

try:
    import numpy
except ImportError:
    numpy = None  # type: ignore[assignment]

__all__ = [
    "NONE",
    "Answer",
    "Cancelled",
    "Error",
    "Forecast",
    "Plan",
    "Session",
    "forecast_arrivals",
    "forecast_outlook",
    "import_roads",
]

Path = Union[str, "os.PathLike[str]"]
Progress = Optional[Callable[[float, str], object]]


class Answer(Dict[str, Any]):
    """What the command prints with --json; `page` is what it prints without."""

    page: str
    stopped: bool  # cancelled: the best answer so far

    def __init__(self, told: Tuple[str, str, bool]) -> None:
        super().__init__(json.loads(told[0]))
        self.page, self.stopped = told[1], told[2]


class Forecast(Answer):
    """A forecast, and what of it is judgement or is not modelled."""

    findings: List[Dict[str, Any]]

    def __init__(self, told: Tuple[str, str, bool, List[Dict[str, Any]]]) -> None:
        super().__init__(told[:3])
        self.findings = told[3]


class Plan:
    """Who leaves when, by which road, to where; what that achieves and what proves it. Never changes."""

    def __init__(self, inside: _passage.Plan) -> None:
        self._inside = inside

    @staticmethod
    def read(path: Path, progress: Progress = None) -> Plan:
        """From a GeoPackage or a folder of CSV files."""
        return Plan(_passage.Plan.read(path, progress))

    @property
    def answer(self) -> Answer:
        """As `passage plan --json` tells it."""
        return Answer((self._inside.json(), self._inside.page(), self._inside.stopped()))

    @property
    def page(self) -> str:
        return self._inside.page()

    @property
    def line(self) -> str:
        return self._inside.line()

    @property
    def accepted(self) -> bool:
        """Whether the checker, which shares no code with the planner, accepts it."""
        return self._inside.accepted()

    @property
    def stopped(self) -> bool:
        return self._inside.stopped()

    @property
    def findings(self) -> List[Dict[str, Any]]:
        return self._inside.findings()

    @property
    def tables(self) -> List[str]:
        return self._inside.tables()

    def table(self, name: str) -> Dict[str, Any]:
        """Columns by name, as docs/formats.md lists them: arrays where numpy is there, else lists. A whole number that
        is not there is NONE, another nan."""
        columns = self._inside.table(name)
        if numpy is None:
            return columns
        return {column: numpy.array(cells) for column, cells in columns.items()}

    def write(self, *paths: Path, overwrite: bool = False) -> None:
        """The name says the format: .gpkg, .csv/ (a folder), .geojson, .html, .svg. All of the files or none."""
        self._inside.write(list(paths), overwrite)

    def __repr__(self) -> str:
        return f"<passage.Plan: {self.line}>"


class Session:
    """A case, opened and checked."""

    def __init__(
        self,
        folder: Path,
        *,
        round: str = "",
        assume: Sequence[str] = (),
        without: Sequence[str] = (),
        people: Path = "",
        threads: int = 0,
        progress: Progress = None,
    ) -> None:
        """round: its id, or the last one. assume: terms taken as in force. without: corridors that never open. people:
        a people.csv instead of the case's own. threads: at most so many for each call; 0: as many as there are."""
        self._threads = threads
        self._inside = _passage.Session(
            folder, round, list(assume), list(without), os.fspath(people), threads, progress
        )

    def check(self) -> Answer:
        return Answer(self._inside.check())

    def plan(
        self,
        *,
        fair: bool = False,
        routes: int = 0,
        step_s: float = 0,
        gap: float = 0.01,
        seconds: float = 0,
        work: int = 0,
        progress: Progress = None,
    ) -> Plan:
        """Planned, and judged by the checker. fair: room shared evenly between districts. routes: at most so many a
        district. step_s, gap, seconds, work: as --step, --gap, --time-limit and --work."""
        return Plan(self._inside.plan(fair, routes, step_s, gap, seconds, work, self._threads, progress))

    def survival(
        self,
        *outputs: Path,
        fair: bool = False,
        routes: int = 0,
        overwrite: bool = False,
        progress: Progress = None,
    ) -> Answer:
        """What can be promised if any one corridor may fail; each output is written for each failure."""
        return Answer(self._inside.survival(fair, routes, list(outputs), overwrite, self._threads, progress))

    def verify(self, plan: Union[Plan, Path], progress: Progress = None) -> Answer:
        """Does the plan, or the plan in a file, keep every rule of the case, and prove its figures?"""
        if isinstance(plan, Plan):
            return Answer(self._inside.verify_plan(plan._inside, self._threads, progress))
        return Answer(self._inside.verify_file(plan, self._threads, progress))

    def worth(self, *, also: Sequence[str] = (), quick: bool = False, progress: Progress = None) -> Answer:
        """What each term that is still open would bring out, and who has to grant it."""
        return Answer(self._inside.worth(list(also), quick, self._threads, progress))

    def reach(
        self, share: str = "100%", *, by: str = "", also: Sequence[str] = (), progress: Progress = None
    ) -> Answer:
        """The fewest terms that bring out a share of the people, by a local time, with proof."""
        return Answer(self._inside.reach(share, by, list(also), self._threads, progress))

    def cut(self, *outputs: Path, at: str = "", overwrite: bool = False, progress: Progress = None) -> Answer:
        """What holds people back at an hour; outputs: .gpkg or .geojson."""
        return Answer(self._inside.cut(at, list(outputs), overwrite, self._threads, progress))

    def rounds(self, progress: Progress = None) -> Answer:
        """All rounds of the agreement."""
        return Answer(self._inside.rounds(self._threads, progress))

    def change(self, before: str, after: str, progress: Progress = None) -> Answer:
        """What changed from one round to another, by term and by district."""
        return Answer(self._inside.change(before, after, self._threads, progress))


def import_roads(
    input: Path, output: Path, *, model: Path = "", overwrite: bool = False, progress: Progress = None
) -> Answer:
    """OpenStreetMap roads as a network file. model: a CSV of speeds and capacities that differ from the usual."""
    return Answer(_passage.import_roads(input, output, model, overwrite, progress))


def forecast_outlook(
    folder: Path,
    *,
    as_of: str,
    until: str,
    ceasefire: str = "",
    plan: Path = "",
    seed: int = 1,
    runs: int = 2000,
    output: Path = "",
    overwrite: bool = False,
    progress: Progress = None,
) -> Forecast:
    """How many leave home and how many of them cross a border: of a folder with outlook.csv. Nothing later than `as_of`
    is read; no fighting from `ceasefire` on; `plan`: a file whose corridors bring people out."""
    return Forecast(
        _passage.forecast_outlook(folder, as_of, until, ceasefire, plan, seed, runs, output, overwrite, progress)
    )


def forecast_arrivals(
    folder: Path,
    *,
    train_until: str,
    until: str,
    since: str = "",
    by_hour: bool = False,
    seed: int = 1,
    output: Path = "",
    overwrite: bool = False,
    progress: Progress = None,
) -> Forecast:
    """Arrivals by country and crossing, from counts: of a folder with arrivals.csv. since: the last day of an earlier
    forecast; then what changed is told, and why."""
    return Forecast(
        _passage.forecast_arrivals(folder, train_until, until, since, by_hour, seed, output, overwrite, progress)
    )
