"""A small county in a project whose patches are followed live, and what a full summary says of it."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from qgis.core import QgsFeature, QgsGeometry, QgsProcessingContext, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication, QDate

from mine_remediation.engine.accounting import Accounting
from mine_remediation.engine.progress import Silent
from mine_remediation.processing import runs
from mine_remediation.processing.guessing import parameters_for
from mine_remediation.processing.live import Live
from mine_remediation.processing.live_values import LiveFigures, Sources
from mine_remediation.processing.summarize_area import SummarizeArea
from mine_remediation.tests.algorithms.makers import box, layer, opened, polygon, saved, table

CATEGORIES = ["生产矿山", "闭坑矿山", "废弃矿山"]
STATUSES = ["市级验收", "自验", "施工中"]
KINDS = ("memory", "gpkg", "shp")


def random_shape(rng: np.random.Generator, spread: float = 900.0) -> str:
    """A polygon of some corners, often on others."""
    x, y = rng.uniform(0, spread, 2)
    corners = int(rng.integers(3, 9))
    radii, turn = rng.uniform(30, 140, corners), rng.uniform(0, 6)
    angles = turn + 2 * np.pi * np.arange(corners) / corners
    return polygon([(x + r * np.cos(a), y + r * np.sin(a)) for r, a in zip(radii.tolist(), angles.tolist())])


def random_values(rng: np.random.Generator) -> dict[str, Any]:
    """Attributes of a patch."""
    day = date(2019 + int(rng.integers(4)), 1 + int(rng.integers(12)), 1 + int(rng.integers(28)))
    return {
        "TBBH": f"T{rng.integers(10_000)}",
        "ZLND": None if rng.random() < 0.1 else int(rng.integers(2019, 2023)),
        "YSRQ": None if rng.random() < 0.3 else day,
        "LB": str(rng.choice(CATEGORIES)),
        "ZLZT": str(rng.choice(STATUSES, p=[0.6, 0.2, 0.2])),
    }


class County:
    """Patches of one provider *kind*, townships and targets in the project, followed by ``live``."""

    def __init__(self, kind: str, folder: Path, seed: int = 1, count: int = 30) -> None:
        self.rng = np.random.default_rng(seed)
        values = [random_values(self.rng) for _ in range(count)]
        columns = {name: [each[name] for each in values] for name in values[0]}
        made = layer([random_shape(self.rng) for _ in range(count)], "图斑", **columns)
        path = folder / f"图斑 {seed}.{kind}"
        self.layer: QgsVectorLayer = made if kind == "memory" else opened(saved(made, path, "patches"))
        self.layer.setName("图斑")
        self.townships = layer([box(-200, -200, 500, 1200), box(500, -200, 1200, 700)], "乡镇", XZMC=["甲乡", "乙镇"])
        self.targets = table(
            "任务",
            year=[2019, 2020, 2021, 2022] * 2,
            category=["生产矿山"] * 4 + ["闭坑矿山、废弃矿山"] * 4,
            target_mu=[30.5, 60.0, 10.25, 45.0, 80.0, 20.0, 33.3, 10.0],
        )
        QgsProject.instance().addMapLayers([self.layer, self.townships, self.targets])
        self.sources = Sources(
            layer_id=self.layer.id(), id_field="TBBH", year_field="ZLND", date_field="YSRQ", category_field="LB",
            status_field="ZLZT", counted_statuses=("市级验收",), review_statuses=("自验",), cutoff=date(2022, 6, 30),
            townships_id=self.townships.id(), township_name_field="XZMC", targets_id=self.targets.id(),
        )  # fmt: skip
        self.failures: list[str] = []
        self.live = Live()
        self.live.failed.connect(self.failures.append)

    def start(self, **changes: Any) -> County:
        """Begin to follow, and wait for the first figures."""
        self.sources = replace(self.sources, **changes)
        self.live.start(self.sources)
        self.settle()
        return self

    def settle(self, seconds: float = 60) -> LiveFigures | None:
        """Wait until nothing is under way."""
        end = time.monotonic() + seconds
        QCoreApplication.processEvents()
        while self.live.busy:
            assert time.monotonic() < end, "figures do not come"
            QCoreApplication.processEvents()
            time.sleep(0.001)
        return self.live.figures

    def close(self) -> None:
        """Let go of everything."""
        self.live.stop()
        if self.layer is not None:
            self.layer.rollBack()
        QgsProject.instance().clear()

    # Edits ------------------------------------------------------------------------------------------------

    def fids(self) -> list[int]:
        """Ids of the patches as they are."""
        return sorted(self.layer.allFeatureIds())

    def add(self, shape: str | None = None) -> int:
        """Draw a patch; its id."""
        feature = QgsFeature(self.layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(shape or random_shape(self.rng)))
        for name, value in random_values(self.rng).items():
            feature[name] = QDate(value.year, value.month, value.day) if isinstance(value, date) else value
        assert self.layer.addFeature(feature)
        return int(feature.id())

    def move(self, fid: int, metres: float = 35.0) -> None:
        """Move a patch to the east and north."""
        geometry = self.layer.getFeature(fid).geometry()
        geometry.translate(metres, metres)
        assert self.layer.changeGeometry(fid, geometry)

    def set_value(self, fid: int, name: str, value: Any) -> None:
        """Change an attribute."""
        assert self.layer.changeAttributeValue(fid, self.layer.fields().lookupField(name), value)

    # What is right ----------------------------------------------------------------------------------------

    def summary(self) -> Accounting:
        """What summarizearea computes on the same layers with their edit buffers."""
        algorithm = SummarizeArea().create()
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        parameters = parameters_for(self.sources, "summarizearea")
        sinks = dict.fromkeys(("OUTPUT", "PROGRESS"), "TEMPORARY_OUTPUT")
        algorithm.run_id = "test"
        return runs.summary_run(runs.begin(algorithm, {**parameters, **sinks}, context), Silent()).accounting

    def check(self) -> None:
        """The live figures are those of a full summary: m² to the last bit, and printed."""
        figures = self.settle()
        assert figures is not None, self.failures
        summary = self.summary().summary
        line = summary.account
        assert (figures.total, figures.counted, figures.overlap, figures.not_counted, figures.outside) == (
            line.total_mu_printed, line.counted_mu_printed, line.overlap_mu_printed, line.not_counted_mu_printed,
            line.outside_mu_printed,
        )  # fmt: skip
        live = self.live._account.snapshot.counted
        for scope, names in (("category_year", ("category", "year")), ("year_township", ("year", "township"))):
            rows = summary.figures.scope(scope)
            keys = zip(*(rows[name].astype(object).where(rows[name].notna(), None) for name in names))
            expected = dict(zip(keys, zip(rows["area_m2"], np.rint(rows["mu_printed"] * 100).astype(int))))
            assert live.cells(scope) == expected, scope
        assert list(figures.years) == summary.years
        self._check_table(figures, summary)
        self._check_targets(figures, summary.target_progress)
        assert figures.patches == len(self.fids()) == len(self.live.patch_rows().fid)
        assert sorted(self.live.patch_rows().fid.tolist()) == self.fids()

    def _check_table(self, figures: LiveFigures, summary: Any) -> None:
        shown = figures.townships
        for row, township in enumerate(summary.townships["township"]):
            for column, year in enumerate(shown.years):
                name = "mu_undated" if year is None else f"mu_{year}"
                assert shown.cells[row][column] == summary.townships[f"{name}_printed"][row], (township, year)
            assert shown.row_totals[row] == summary.townships["remediated_mu_printed"][row]
        assert round(sum(shown.row_totals), 2) == shown.total == figures.counted

    def _check_targets(self, figures: LiveFigures, expected: Any) -> None:
        for row in expected.itertuples():
            if pd.isna(row.year):
                continue
            shown = [each for each in figures.progress[row.year].rows if each.category == row.category]
            shown = [each for each in shown if not each.is_total]
            if not shown:  # neither work nor a target
                assert row.remediated_mu_printed == 0
                continue
            assert shown[0].counted == row.remediated_mu_printed
            assert (shown[0].gap is None) == pd.isna(row.gap_mu_printed)
            if shown[0].gap is not None:
                assert (shown[0].gap, shown[0].percent) == (row.gap_mu_printed, row.completion_printed)
