# What module.cc gives to __init__.py, which is what programs import.
import os
from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple, Union

Path = Union[str, os.PathLike[str]]
Progress = Optional[Callable[[float, str], object]]
Told = Tuple[str, str, bool]  # JSON, page, whether it was stopped

Foretold = Tuple[str, str, bool, List[Dict[str, Any]]]  # and findings

NONE: int

class Error(ValueError):
    problems: List[Dict[str, Any]]

class Cancelled(RuntimeError): ...

class Plan:
    @staticmethod
    def read(path: Path, progress: Progress) -> Plan: ...
    def json(self) -> str: ...
    def page(self) -> str: ...
    def line(self) -> str: ...
    def accepted(self) -> bool: ...
    def stopped(self) -> bool: ...
    def findings(self) -> List[Dict[str, Any]]: ...
    def tables(self) -> List[str]: ...
    def table(self, name: str) -> Dict[str, Any]: ...
    def write(self, paths: Sequence[Path], overwrite: bool) -> None: ...

class Session:
    def __init__(
        self,
        folder: Path,
        round: str,
        assume: Sequence[str],
        without: Sequence[str],
        people: str,
        threads: int,
        progress: Progress,
    ) -> None: ...
    def check(self) -> Told: ...
    def plan(
        self,
        fair: bool,
        routes: int,
        step_s: float,
        gap: float,
        seconds: float,
        work: int,
        threads: int,
        progress: Progress,
    ) -> Plan: ...
    def survival(
        self, fair: bool, routes: int, outputs: Sequence[Path], overwrite: bool, threads: int, progress: Progress
    ) -> Told: ...
    def verify_file(self, plan: Path, threads: int, progress: Progress) -> Told: ...
    def verify_plan(self, plan: Plan, threads: int, progress: Progress) -> Told: ...
    def worth(self, also: Sequence[str], quick: bool, threads: int, progress: Progress) -> Told: ...
    def reach(self, share: str, by: str, also: Sequence[str], threads: int, progress: Progress) -> Told: ...
    def cut(self, at: str, outputs: Sequence[Path], overwrite: bool, threads: int, progress: Progress) -> Told: ...
    def rounds(self, threads: int, progress: Progress) -> Told: ...
    def change(self, before: str, after: str, threads: int, progress: Progress) -> Told: ...

def import_roads(input: Path, output: Path, model: Path, overwrite: bool, progress: Progress) -> Told: ...
def forecast_outlook(
    folder: Path,
    as_of: str,
    until: str,
    ceasefire: str,
    plan: Path,
    seed: int,
    runs: int,
    output: Path,
    overwrite: bool,
    progress: Progress,
) -> Foretold: ...
def forecast_arrivals(
    folder: Path,
    train_until: str,
    until: str,
    since: str,
    by_hour: bool,
    seed: int,
    output: Path,
    overwrite: bool,
    progress: Progress,
) -> Foretold: ...
