"""An invented county of fifteen townships and a hundred patches, as a run hands it to layers and maps."""

from __future__ import annotations

import random
from dataclasses import dataclass
from math import fsum
from typing import Any

import numpy as np
import pandas as pd
import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsField, QgsFields, QgsWkbTypes
from qgis.PyQt.QtCore import QVariant

from mine_remediation.engine.results import Account, Figures, ProgressResult
from mine_remediation.libraries import shapely

TOWNS = "新宾镇 旺清门镇 永陵镇 平顶山镇 大四平镇 苇子峪镇 木奇镇 上夹河镇 南杂木镇"
NAMES = [*TOWNS.split(), *"红升乡 响水河子乡 红庙子乡 北四平乡 榆树乡 下夹河乡".split()]
ZONES = ["NATURE_RESERVE", "WATER_SOURCE", "SCENIC_AREA", "RESIDENTIAL_AREA", "TRANSPORT_LINE", "RIVER_CORRIDOR"]
CATEGORIES = ["生产矿山", "闭坑矿山", "政策性关闭矿山", "废弃矿山", None]
STATUSES = ["已验收", "施工中", "未启动", "县级初验"]
WEST, SOUTH, CELL = 42_361_000, 4_569_000, 18_000


@dataclass(frozen=True)
class County:
    """A result with the layers it came from: attribute rows and shapely geometries."""

    result: ProgressResult
    crs: QgsCoordinateReferenceSystem
    township_fields: QgsFields
    township_rows: list[tuple[Any, ...]]
    township_geometry: np.ndarray
    patch_fields: QgsFields
    patch_rows: list[tuple[Any, ...]]
    patch_geometry: np.ndarray
    piece_geometry: np.ndarray
    overlap_geometry: np.ndarray

    def source(self, what: str) -> Any:
        """The input layer ``patches`` or ``townships`` as a LayerSpec."""
        from mine_remediation.reports.layers import LayerSpec, Styling, wkb_rows

        fields, rows, geometry = (
            (self.patch_fields, self.patch_rows, self.patch_geometry)
            if what == "patches"
            else (self.township_fields, self.township_rows, self.township_geometry)
        )
        styling = Styling(name_field="XZMC") if what == "townships" else Styling("", "LB", "ZLZT")
        multi = QgsWkbTypes.Type.MultiPolygon
        return LayerSpec(what, fields, self.crs, multi, list(zip(wkb_rows(geometry), rows)), styling)


@pytest.fixture(scope="session")
def county(qgis_app):
    return make_county()


def make_county(with_zones: bool = True, patches: int = 100) -> County:
    rng = random.Random(7)
    townships = [shapely.box(*corners(i % 5, i // 5)) for i in range(15)]
    places = [(rng.uniform(0.02, 4.95), rng.uniform(0.02, 2.95)) for _ in range(patches)]
    geometry = [square(WEST + x * CELL, SOUTH + y * CELL, rng.uniform(60, 260)) for x, y in places]
    geometry[3] = None
    table = patch_table(rng, geometry, places, with_zones)
    fields = qgs_fields_of(("TBBH", QVariant.String, "图斑编号"), ("LB", QVariant.String), ("ZLZT", QVariant.String))
    return County(
        make_result(table, with_zones),
        QgsCoordinateReferenceSystem("EPSG:4530"),
        qgs_fields_of(("XZDM", QVariant.String), ("XZMC", QVariant.String)),
        [(str(210422100 + i), name) for i, name in enumerate(NAMES)],
        as_array(townships),
        fields,
        list(table[["patch_id", "category", "status"]].itertuples(index=False, name=None)),
        as_array(geometry),
        as_array([each for each, kept in zip(geometry, table["counted"]) if kept and each is not None]),
        as_array(geometry[10:12]),
    )


def corners(column, row):
    return WEST + column * CELL, SOUTH + row * CELL, WEST + (column + 1) * CELL, SOUTH + (row + 1) * CELL


def square(x, y, size):
    return shapely.box(x, y, x + size, y + size)


def as_array(geometries):
    found = np.empty(len(geometries), dtype=object)
    found[:] = geometries
    return found


def qgs_fields_of(*declarations):
    fields = QgsFields()
    for name, kind, *alias in declarations:
        field = QgsField(name, kind)
        field.setAlias("".join(alias))
        fields.append(field)
    return fields


def patch_table(rng, geometry, places, with_zones):
    rows = []
    for i, (shape, (x, y)) in enumerate(zip(geometry, places)):
        area = float("nan") if shape is None else shape.bounds[2] - shape.bounds[0]
        area *= area
        zone = None if shape is None or not with_zones else rng.choice([*ZONES, *["OUTSIDE"] * 3])
        counted = i % 9 != 5
        mu = round(area * 0.0015, 2)
        rows.append(
            {
                "patch_id": f"210422-{i:03}",
                "category": rng.choice(CATEGORIES),
                "year": rng.choice([2018, 2019, 2020, pd.NA]),
                "status": rng.choice(STATUSES),
                "township": NAMES[int(y) * 5 + int(x)],
                "zone_class": zone,
                "zone_classes": zone if zone != "OUTSIDE" else "",
                "zone_name": None if zone is None else "苏子河",
                "area_m2": area,
                "area_mu": area * 0.0015,
                "area_mu_printed": mu,
                "counted_mu": (area * 0.0015) if counted else 0.0,
                "counted_mu_printed": mu if counted else 0.0,
                "zone_mu": 0.0,
                "counted_zone_mu": 0.0,
                "zone_share": 0.0 if with_zones else float("nan"),
                "zone_distance_m": 120.0 if with_zones else float("nan"),
                "counted": counted,
            }
        )
    return pd.DataFrame(rows).astype({"year": "Int64"})


def total_of(values):
    return round(fsum(value for value in values if value == value), 2)


def make_result(table, with_zones):
    held = table[table["counted"] & table["area_m2"].notna()]
    counted = total_of(held["counted_mu_printed"])
    left_out = total_of(table.loc[~table["counted"], "area_mu_printed"])
    account = dict(total_mu=counted + left_out, not_counted_mu=left_out, overlap_mu=0.0, counted_mu=counted)
    account["outside_mu"] = 0.0
    printed = {f"{name}_printed": round(value, 2) for name, value in account.items()}
    zones = ZONES if with_zones else []
    return ProgressResult(
        title="新宾县矿山地质环境恢复治理进展",
        figures=Figures(make_figures(held, with_zones)),
        account=Account(**account, **printed),
        townships_order=list(NAMES),
        years=[2018, 2019, 2020],
        categories=CATEGORIES,
        zone_classes=zones,
        patches=table,
        townships=make_townships(held),
        pieces=held[["patch_id", "township", "year", "category", "zone_class", "status", "area_m2", "area_mu"]],
        overlaps=pd.DataFrame(
            {
                "kept_id": ["210422-010", "210422-011"],
                "dropped_id": ["210422-012", "210422-013"],
                "kept_year": pd.array([2018, pd.NA], dtype="Int64"),
                "dropped_year": pd.array([2019, 2020], dtype="Int64"),
                "area_m2": [100.0, 50.0],
                "area_mu": [0.15, 0.075],
            }
        ),
        area_summary=make_summary(held),
        zone_summary=make_zone_summary(held, zones),
        target_progress=None,
        provenance=pd.DataFrame({"key": ["程序版本", "截止日期"], "value": ["0.1.0", "2020-11-30"]}),
        notices=[],
    )


def figure(scope, rows, category=None, township=None, zone_class=None):
    mu = total_of(rows["counted_mu_printed"])
    place = {"category": category, "year": pd.NA, "township": township, "zone_class": zone_class}
    return {"scope": scope, **place, "area_mu": mu, "mu_printed": mu, "adjusted": False, "patches": len(rows)}


def make_figures(held, with_zones):
    rows = [figure("total", held)]
    rows += [figure("township", held[held["township"] == name], township=name) for name in [*NAMES, None]]
    for each in CATEGORIES:
        chosen = held["category"].isna() if each is None else held["category"] == each
        rows.append(figure("category", held[chosen], category=each))
    for each in [*ZONES, "OUTSIDE"] if with_zones else [None]:
        chosen = held["zone_class"] == each if each else held["zone_class"].isna()
        rows.append(figure("zone", held[chosen], zone_class=each))
    return pd.DataFrame(rows)


def make_townships(held):
    found = []
    for name in NAMES:
        mine = held[held["township"] == name]
        row = {"township": name, "patches": len(mine)}
        for key, chosen in [
            ("remediated_mu", mine),
            *((f"mu_{y}", mine[mine["year"] == y]) for y in (2018, 2019, 2020)),
        ]:
            row[key] = fsum(chosen["counted_mu"])
            row[f"{key}_printed"] = total_of(chosen["counted_mu_printed"])
        undated = mine[mine["year"].isna()]
        row["mu_undated"], row["mu_undated_printed"] = (
            fsum(undated["counted_mu"]),
            total_of(undated["counted_mu_printed"]),
        )
        found.append(row)
    return pd.DataFrame(found)


def make_summary(held):
    names = ["township", "year", "category", "zone_class"]
    groups = held.groupby(names, dropna=False, sort=False)
    found = groups.agg(patches=("patch_id", "nunique"), area_m2=("area_m2", "sum"), area_mu=("area_mu", "sum"))
    found["area_mu_printed"] = found["area_mu"].round(2)
    found["patch_ids"] = groups["patch_id"].agg(",".join)
    found = found.reset_index()
    found.loc[0, "township"] = None
    return found


def make_zone_summary(held, zones):
    rows = []
    for each in [*ZONES, "OUTSIDE", "TOTAL"] if zones else []:
        if each == "SCENIC_AREA":
            rows.append({"zone_class": each})
            continue
        mine = held if each == "TOTAL" else held[held["zone_class"] == each]
        mu, printed = fsum(mine["counted_mu"]), total_of(mine["counted_mu_printed"])
        row = {"zone_class": each, "patches": len(mine), "counted_gross_mu": mu, "counted_gross_mu_printed": printed}
        row.update(counted_net_mu=mu, counted_net_mu_printed=printed, by_patch_mu=mu, by_patch_mu_printed=printed)
        rows.append(row)
    return pd.DataFrame(rows)
