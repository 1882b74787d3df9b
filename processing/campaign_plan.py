"""A plan at the door: read from its name or a workbook, its findings in words and as a table.

Imported only when an algorithm runs: this module needs the computing libraries.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from ..campaign import database, plan_store
from ..campaign.plan import WorkPlan, read_plan
from ..campaign.plan_book import read_book
from ..campaign.plan_checks import Finding, findings
from ..campaign.schema import FINDINGS
from ..campaign.sql import sql
from ..engine.problems import Notice, Refusal, info
from ..engine.progress import Progress
from ..reports.fields import COLUMNS
from .base import MineAlgorithm, tell
from .outputs import Sinks, frame_result
from .swapping import Siblings

TABLE = "plan_findings"


def plan_of(text: str) -> WorkPlan:
    """The plan that *text* means: a built-in name, or the path of a workbook."""
    path = Path(text)
    if path.suffix.lower() == ".xlsx":
        if not path.is_file():
            raise Refusal("plan_unreadable", file=text, detail="")
        return read_book(path)
    return read_plan(text)


def findings_of(campaign: Path | None, plan: str) -> list[Finding]:
    """Findings of *plan* with the decisions of *campaign*, or those that stand in the campaign."""
    if campaign is None:
        return findings(plan_of(plan))
    with database.reading(campaign) as connection:
        if plan:
            return findings(plan_of(plan), plan_store.decided(connection))
        f = FINDINGS
        columns = [f.code, f.paragraph, f.what, f.difference_mu, f.state]
        return [Finding(*row) for row in connection.execute(sql("SELECT", columns, "FROM", f, "ORDER BY", "fid"))]


def notices(found: Sequence[Finding]) -> list[Notice]:
    """The findings with a difference, for the log."""
    return [
        info("plan_finding", number=each.code, paragraph=each.paragraph, what=each.what, mu=float(each.difference_mu))
        for each in found
        if each.difference_mu
    ]


def write_findings(
    algorithm: MineAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    found: Sequence[Finding],
    progress: Progress,
    feedback: QgsProcessingFeedback,
) -> dict[str, Any]:
    """Write the table of findings; the outputs of the algorithm."""
    names = list(COLUMNS[TABLE])
    rows = [(each.code, each.paragraph, each.what, each.difference_mu, each.state) for each in found]
    frame = pd.DataFrame(rows, columns=names).astype({FINDINGS.difference_mu: float})
    with Siblings(algorithm.run_id) as siblings:
        sinks = Sinks(algorithm, parameters, context, siblings)
        sinks.write("FINDINGS", frame_result(names, frame, style=TABLE), progress)
        written = sinks.swap_in()
    for each in written.values():
        tell(each.notices, feedback)
    return {name: each.layer_id for name, each in written.items()}
