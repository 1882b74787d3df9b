"""A report made from boxes in the plane, through the engine, without QGIS; and what may be done to its document."""

from __future__ import annotations

from datetime import date
from typing import Any

import docx
import numpy as np
import pandas as pd
from docx.oxml.ns import qn

from mine_remediation.engine.accounting import summarise, work_of
from mine_remediation.engine.classify import classify_polygons
from mine_remediation.engine.ground import patch_table, township_shares, zone_table
from mine_remediation.engine.patches import Counting
from mine_remediation.engine.periods import Window, expected, periods
from mine_remediation.engine.repair import polygons_in_plane
from mine_remediation.engine.results import ProgressResult
from mine_remediation.engine.targets import choose_set, read_targets, target_progress
from mine_remediation.reports import manifest as m
from mine_remediation.reports.figures import (
    TargetSet,
    add_differences,
    add_expected,
    add_target_figures,
    area_figures,
)
from mine_remediation.reports.report import BY_DATES, BY_DIFFERENCE, NO_PERIOD, Comparison, Report
from mine_remediation.tests.engine.factories import box, patches_of, townships_of, zone_class

UNTIL, AFTER = date(2020, 12, 15), date(2020, 11, 15)
DAYS = [date(2019, 5, 1), date(2020, 3, 3), date(2020, 11, 20), date(2020, 12, 15), date(2020, 12, 28)]
CATEGORIES = ["生产矿山", "废弃矿山", "政策性关闭矿山", None]
TARGETS = pd.DataFrame(
    [
        ("B", 2019, None, "生产矿山", 1.5), ("B", 2019, None, "废弃矿山、政策性关闭矿山", 2.0),
        ("B", 2020, None, "生产矿山", 3.25), ("B", 2020, None, "废弃矿山、政策性关闭矿山", 1.0),
        ("A", 2018, 2020, "生产矿山", 9.0), ("A", 2018, 2020, "废弃矿山、政策性关闭矿山", 3.0),
    ],
    columns=["target_set", "year", "year_to", "category", "target_mu"], dtype=object,
)  # fmt: skip
PATCHES = [  # left, low, size, day, category
    (20.3, 30.6, 61.23, 0, 0), (120.1, 40.2, 44.71, 1, 0), (260.7, 90.4, 83.91, 2, 0), (420.2, 60.8, 90.13, 2, 1),
    (560.9, 80.3, 71.37, 3, 2), (700.4, 120.1, 55.55, 1, 2), (30.2, 560.7, 88.81, 1, 1), (180.6, 600.2, 47.93, 3, 3),
    (420.8, 570.3, 93.37, 0, 2), (600.5, 640.9, 66.61, 2, 0), (45.1, 55.2, 58.17, 2, 1), (820.3, 720.4, 39.19, 4, 0),
]  # fmt: skip


def account(drawn: Any, until: date = UNTIL) -> tuple[Any, Any]:
    """Patches (left, low, size, day, category) in three townships and two zones, accounted."""
    shapes = [box(x, y, size) for x, y, size, _, _ in drawn]
    columns = {"date": [DAYS[each[3]] for each in drawn], "category": [CATEGORIES[each[4]] for each in drawn]}
    patches = patches_of(shapes, Counting(cutoff=until), year=None, **columns)
    townships = townships_of([box(0, 0, 500), box(500, 0, 500), box(0, 500, 1000, 450)], ["新宾镇", "永陵镇", "木奇镇"])
    zones = [zone_class("WATER_SOURCE", box(0, 300, 700, 300)), zone_class("RIVER_CORRIDOR", box(250, 0, 250, 1000))]
    layer = patches.layer
    polygons = polygons_in_plane(layer.geometry, layer.crs, layer.name, layer.ids)
    classified = classify_polygons(polygons, layer.name, layer.ids, zones)
    targets = choose_set(read_targets(TARGETS, "targets"), "B")
    return summarise(patches, townships, targets, classified.zones), classified


def result_of(accounting: Any, classified: Any, title: str = "矿山治理月报") -> ProgressResult:
    summary = accounting.summary
    patches = patch_table(accounting.patches, accounting, classified)
    shares = township_shares(accounting, patches["counted_mu_printed"].to_numpy(), len(patches))
    patches["township_parts"] = [str(each) for each in shares]
    return ProgressResult(
        title=title, figures=summary.figures, account=summary.account, townships_order=summary.township_names,
        years=summary.years, categories=summary.categories, zone_classes=classified.zones.given, patches=patches,
        townships=summary.townships, pieces=summary.pieces, overlaps=summary.overlaps,
        area_summary=summary.area_summary, zone_summary=zone_table(accounting, classified),
        target_progress=summary.target_progress, notices=["A warning about 3 patches."],
        provenance=pd.DataFrame([("Program", "test")], columns=["key", "value"]),
    )  # fmt: skip


def report_of(
    drawn: Any = PATCHES, period: str = "monthly", previous: dict | None = None, dates: bool = True,
    until: date = UNTIL, **more: Any,
) -> tuple[Report, dict[str, Any]]:  # fmt: skip
    """A report and its manifest (without files)."""
    accounting, classified = account(drawn, until)
    result = result_of(accounting, classified)
    ids = np.asarray(accounting.patches.layer.ids, dtype=object)
    after = AFTER if dates else None
    found = periods(accounting, Window(after, until), classified)
    figures = area_figures(result, found, ids, period)
    basis = BY_DATES if dates else BY_DIFFERENCE if previous else NO_PERIOD
    if basis == BY_DIFFERENCE:
        add_differences(figures, m.figure_list(previous), period, until.year)
    if period == "annual":
        add_expected(figures, expected(accounting, until.year), result, ids)
    sets = _sets(accounting)
    add_target_figures(figures, sets, until.year)
    manifest = _manifest(accounting, figures, ids, until)
    comparison = None
    if previous:
        changes = m.changes_since(previous, manifest["patches"])
        comparison = Comparison(m.closed_on(previous), m.figure_list(previous), changes)
    more.setdefault("issuer", "示例县自然资源局")
    report = Report(
        title=result.title, period=period, until=until, after=after, basis=basis, result=result, figures=figures,
        sets=sets, comparison=comparison, digest=manifest["digest"]["groups"],
        slots={"practices": ["统一部署。"]}, deadlines=["Due by 2021-01-15: monthly report."], **more,
    )  # fmt: skip
    return report, manifest


def _sets(accounting: Any) -> list[TargetSet]:
    rows = read_targets(TARGETS, "targets").rows
    work = work_of(accounting.summary.figures)
    return [
        TargetSet(
            name, target_progress([row for row in rows if row.target_set == name], work), f"s{place}", name == "B"
        )
        for place, name in enumerate(("B", "A"), 1)
    ]


def _manifest(accounting: Any, figures: Any, ids: Any, until: date) -> dict[str, Any]:
    pieces = accounting.summary.pieces
    patches = accounting.patches
    counted = pieces.groupby("patch_id", sort=False)["area_m2"].sum()
    made: dict[str, Any] = {
        "format": m.FORMAT, "version": m.VERSION, "inputs": [], "parameters": {"CUTOFF_DATE": until.isoformat()},
        "figures": m.figure_entries(figures), "names": {each.key: each.name for each in figures},
        "patches": {
            patch: [float(counted[patch]), patches.category[row], int(patches.years[row])]
            for row, patch in enumerate(ids) if patch in counted.index
        },
    }  # fmt: skip
    sha256 = m.digest(made)
    made["digest"] = {"sha256": sha256, "groups": m.grouped(sha256)}
    return made


# Editing a document -----------------------------------------------------------------------------------------------


def bookmarks(document: Any) -> dict[str, Any]:
    """The beginning of each bookmark by name."""
    return {each.get(qn("w:name")): each for each in document.element.body.iter(qn("w:bookmarkStart"))}


def overtype(document: Any, name: str, text: str, with_bookmark: bool = False) -> None:
    """Write another text into a figure; *with_bookmark*: its bookmark goes, as when one selects and types."""
    start = bookmarks(document)[name]
    start.getnext().find(qn("w:t")).text = text
    if with_bookmark:
        number = start.get(qn("w:id"))
        for end in list(document.element.body.iter(qn("w:bookmarkEnd"))):
            if end.get(qn("w:id")) == number:
                end.getparent().remove(end)
        start.getparent().remove(start)


def unit_after(document: Any, name: str, old: str, new: str) -> None:
    """Change the unit in the run behind a figure."""
    end = bookmarks(document)[name].getnext().getnext()
    text = end.getnext().find(qn("w:t"))
    assert old in text.text
    text.text = text.text.replace(old, new, 1)


def remove_paragraph(document: Any, part: str) -> None:
    """Remove the paragraph that holds *part*."""
    (found,) = [each for each in document.paragraphs if part in each.text]
    found._p.getparent().remove(found._p)


def remove_row(document: Any, table: int, row: int) -> None:
    found = document.tables[table]
    found._tbl.remove(found.rows[row]._tr)


def edited(path: Any, target: Any, edit: Any) -> Any:
    """*path* changed by *edit*, saved as *target*."""
    document = docx.Document(str(path))
    edit(document)
    document.save(str(target))
    return target
