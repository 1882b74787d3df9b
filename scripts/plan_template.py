"""Writes ``campaign/plans/plan_template.xlsx``: the built-in plan as the workbook that an office fills in for its own.

Run with a Python that has openpyxl: ``python scripts/plan_template.py``; a test fails when plan and workbook differ.
"""

from __future__ import annotations

import runpy
import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "campaign" / "plans" / "plan_template.xlsx"


def main() -> None:
    runpy.run_path(str(ROOT / "conftest.py"))  # registers the checkout as the package mine_remediation
    plan, book = (import_module(f"mine_remediation.campaign.{name}") for name in ("plan", "plan_book"))
    book.write_template(TARGET, plan.read_plan(plan.built_in_plans()[0]))
    sys.stdout.write(f"{TARGET.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
