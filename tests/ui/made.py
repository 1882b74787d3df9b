"""Hand-made figures and stand-ins for the live figures and the guesses: the dock without a computed area."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

from mine_remediation.processing import live_values as values

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "tests" / "output" / "ui"
TOWNS = ("新宾镇", "旺清门镇", "永陵镇", "平顶山镇", "大四平镇", "苇子峪镇", "木奇镇", "响水河子乡")
GROUP = "闭坑矿山、政策性关闭矿山、废弃矿山"
YEARS = (2019, 2020, 2021, 2022)


def progress_row(category: str | None, counted: float, target: float | None, **more: Any) -> values.ProgressRow:
    """A row whose derived figures follow from *counted* and *target*."""
    gap = None if target is None else round(target - counted, 2)
    derived = {
        "is_total": category is None,
        "review": 0.0,
        "due_today": None if target is None else round(target * 335 / 366, 2),
        "gap": gap,
        "percent": None if not target else int(counted / target * 1000) / 10,
        "state": values.NO_TARGET if gap is None else values.EXCEEDED if gap < 0 else values.BEHIND,
    }
    return values.ProgressRow(category=category, counted=counted, target=target, **{**derived, **more})


def sample_progress() -> values.Progress:
    rows = (
        progress_row("生产矿山", 30.1, 41.6, review=4.25),
        progress_row(GROUP, 59.3, 96.0, state=values.ON_PACE),
        progress_row("采石场", 7.5, None),
        progress_row(None, 96.9, 137.6, review=4.25),
    )
    return values.Progress(rows, 48.2, 10.9, "按日均摊")


def sample_table() -> values.TownshipTable:
    towns, years = (*TOWNS, None), (*YEARS, None)
    cells = tuple(tuple(float((7 * r + 3 * c) % 5) * 3.17 for c in range(len(years))) for r in range(len(towns)))
    cells = tuple(tuple(round(each, 2) for each in row) for row in cells)
    rows = tuple(round(sum(row), 2) for row in cells)
    columns = tuple(round(sum(column), 2) for column in zip(*cells))
    return values.TownshipTable(towns, years, cells, rows, columns, round(sum(rows), 2))


def sample_figures(**changes: Any) -> values.LiveFigures:
    progress = sample_progress()
    figures = values.LiveFigures(
        unit=values.MU,
        target_set="B",
        target_sets=("A", "B"),
        cutoff=date(2020, 11, 30),
        years=YEARS,
        progress={2020: progress, None: replace(progress, per_week=None), 2019: progress, 2021: progress},
        by_year={2019: (96.41, 136.4), 2020: (89.4, 137.6), 2021: (0.0, 142.0), 2022: (0.0, 151.0)},
        townships=sample_table(),
        total=262.35,
        not_counted=70.11,
        overlap=6.39,
        counted=185.85,
        outside=0.12,
        review=4.25,
        patches=120,
        statuses=("市级验收", "省级核查", "管护", "销号", "县级初验"),
        open_questions=("另有 130 亩未分解到年度（方案未说明）。",),
    )
    return replace(figures, **changes)


def sample_rows(count: int = 120) -> values.PatchRows:
    numbers = np.arange(count)

    def cycle(*entries: Any) -> np.ndarray:
        column = np.empty(count, dtype=object)
        column[:] = [entries[i % len(entries)] for i in range(count)]
        return column

    year = np.where(numbers % 11 == 0, np.nan, 2019.0 + numbers % 4)
    problem = cycle("与 SYN-210422-016（2019）重叠 0.41 亩。", *[None] * 16)
    names = np.array([f"SYN-210422-{i + 1:03d}" for i in numbers], dtype=object)
    return values.PatchRows(
        fid=numbers.astype(np.int64) + 1,
        name=names,
        category=cycle("生产矿山", "闭坑矿山", None),
        year=year,
        status=cycle("市级验收", "县级初验", "管护"),
        township=cycle(*TOWNS, None),
        zone_class=cycle("RIVER_CORRIDOR", "OUTSIDE", "NATURE_RESERVE"),
        area=(numbers % 37) * 0.83,
        counted=(numbers % 37) * 0.5,
        problem=problem,
    )


def sample_card(fid: int) -> values.PatchCard:
    return values.PatchCard(
        fid=fid,
        title=f"SYN-210422-{fid:03d}　石灰石矿 <1>",
        area_m2=8253.37,
        area=12.38,
        geodesic_area=12.38,
        perimeter_m=431.2,
        counted=11.97,
        zone_sentences=("河流沿线：苏子河，距 212 m ≤ 500 m，重合 12.38 亩（100.0 %）。",),
        townships=(("永陵镇", 11.02), (None, 1.36)),
        overlaps=("与 SYN-210422-016（2019）重叠 0.41 亩，计入 2019。",),
        problems=("图斑自相交，已修复。",),
    )


class StandInLive(QObject):
    """Answers with the hand-made figures, and notes what it is asked."""

    changed = pyqtSignal(object)
    stale = pyqtSignal(bool)
    progressed = pyqtSignal(float)
    failed = pyqtSignal(str)
    patches_changed = pyqtSignal()

    def __init__(self, count: int = 120) -> None:
        super().__init__()
        self.figures: values.LiveFigures | None = None
        self.asked: list[tuple] = []
        self.rows = sample_rows(count)
        self.found = [values.Problem("图层“图斑”：3 个图斑没有年度：5、9、12。", "warning", "", (5, 9, 12))]

    def start(self, sources: values.Sources) -> None:
        self.asked.append(("start", sources))

    def stop(self) -> None:
        self.asked.append(("stop",))
        self.figures = None

    def cancel(self) -> None:
        self.asked.append(("cancel",))

    def answer(self, **changes: Any) -> None:
        self.figures = sample_figures(**changes)
        self.changed.emit(self.figures)
        self.patches_changed.emit()

    def patch_rows(self) -> values.PatchRows:
        return self.rows

    def patches_in(self, row: int | None, column: int | None) -> list[int]:
        self.asked.append(("patches_in", row, column))
        return [1, 2]

    def patches_of_progress(self, category: str | None, is_total: bool, year: int | None) -> list[int]:
        self.asked.append(("patches_of_progress", category, is_total, year))
        return [2]

    def drawn(self, fids: Any) -> list[int]:
        return list(fids)

    def problems(self) -> list[values.Problem]:
        return self.found

    def card(self, fid: int) -> values.PatchCard:
        if fid not in self.rows.fid:
            raise KeyError(fid)
        return sample_card(fid)

    def growing(self, points: Any, crs: Any) -> values.Growing:
        self.asked.append(("growing", len(points)))
        return values.Growing(12.38, 0.41, ("SYN-210422-016",), 35.82)

    def matching(self, text: str = "", only_problems: bool = False, **chosen: Any) -> np.ndarray:
        self.asked.append(("matching", text, only_problems, chosen))
        rows = self.rows
        hit = np.ones(len(rows.fid), dtype=bool)
        if text:
            hit &= np.array([text in name for name in rows.name])
        for name, value in chosen.items():
            hit &= np.array([each == value for each in getattr(rows, name)])
        return np.flatnonzero(hit)


class StandInGuessing:
    """Guesses from the names of the test's own layers."""

    def __init__(self) -> None:
        self.kept: list[values.Sources] = []
        self.remembered = values.Sources()

    def guess_sources(self, project: QgsProject, active_layer: Any = None) -> values.Sources:
        by_name = {layer.name(): layer.id() for layer in project.mapLayers().values()}
        if "mines" not in by_name:
            return values.Sources()
        return values.Sources(
            layer_id=by_name["mines"],
            id_field="TBBH",
            year_field="ZLND",
            status_field="ZLZT",
            counted_statuses=("市级验收", "省级核查", "管护", "销号"),
            townships_id=by_name.get("townships", ""),
            township_name_field="XZMC" if "townships" in by_name else "",
            targets_id=by_name.get("targets", ""),
            target_set="B",
            cutoff=date(2020, 11, 30),
        )

    def read_sources(self, project: QgsProject) -> values.Sources:
        return self.remembered

    def write_sources(self, project: QgsProject, sources: values.Sources) -> None:
        self.kept.append(sources)
        self.remembered = sources

    def parameters_for(self, sources: values.Sources, algorithm: str) -> dict[str, Any]:
        return {"INPUT": sources.layer_id}

    def restored_project(self, sources: values.Sources) -> str:
        return "新名.qgz"


def make_layer(name: str, fields: str, count: int = 0) -> QgsVectorLayer:
    """A memory layer of *count* squares in a row."""
    layer = QgsVectorLayer(f"Polygon?crs=EPSG:4530&{fields}", name, "memory")
    features = []
    for place in range(count):
        feature = QgsFeature(layer.fields())
        west = 42_400_000 + 300 * place
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(west, 4_600_000, west + 200, 4_600_200)))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer
