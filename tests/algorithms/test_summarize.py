"""``summarizearea`` against figures worked out by hand, and against its own other figures."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from math import fsum
from typing import Any

import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsProcessingFeatureSourceDefinition, QgsVectorLayer
from qgis.PyQt.QtCore import QDate, QDateTime

from mine_remediation.tests.algorithms.makers import (
    MU,
    Done,
    box,
    column,
    demo_inputs,
    in_project,
    layer,
    opened,
    polygon,
    refused,
    rows,
    run,
    saved,
    shapes,
    table,
)

ALL = dict.fromkeys(("PIECES", "OVERLAP_PAIRS"), "TEMPORARY_OUTPUT")
ACCOUNT = ("TOTAL_MU", "COUNTED_MU", "NOT_COUNTED_MU", "OVERLAP_MU", "OUTSIDE_MU")


def near(value: float) -> Any:
    return pytest.approx(value, rel=MU, abs=1e-6)


def account(done: Done) -> dict[str, float]:
    return {name.removesuffix("_MU"): done[name] for name in ACCOUNT}


@pytest.fixture
def patches() -> QgsVectorLayer:
    """15 mu each; b lies half in the east, c half outside, d loses half to a, e is undated and without category."""
    return layer(
        [
            box(0, 0, 100, 100),
            box(950, 0, 1050, 100),
            box(1950, 0, 2050, 100),
            box(50, 0, 150, 100),
            box(0, 200, 100, 300),
        ],
        编号=["a", "b", "c", "d", "e"],
        年度=[2019, 2020, 2020, 2021, None],
        类别=["生产矿山", "闭坑矿山", "闭坑矿山", "生产矿山", None],
        状态=["已验收", "已验收", "管护", "已验收", "施工中"],
    )


@pytest.fixture
def townships() -> QgsVectorLayer:
    """West and east of x = 1000; one without work."""
    return layer(
        [box(0, -500, 1000, 500), box(0, 500, 2000, 900), box(1000, -500, 2000, 500)],
        "乡镇",
        名称=["西镇", "空镇", "东镇"],
    )


@pytest.fixture
def given(patches, townships) -> dict[str, Any]:
    return {
        "INPUT": patches,
        "ID_FIELD": "编号",
        "YEAR_FIELD": "年度",
        "CATEGORY_FIELD": "类别",
        "TOWNSHIPS": townships,
        "TOWNSHIP_NAME_FIELD": "名称",
    }


def targets(**columns: Any) -> QgsVectorLayer:
    plain = {"year": [2019, 2020], "category": ["生产矿山", "闭坑、废弃"], "target_mu": [20.0, 10.0]}
    return table(**{**plain, **columns})


# Figures by hand ------------------------------------------------------------------------------------------


def test_the_account(given) -> None:
    done = run("summarizearea", **given, **ALL)
    assert account(done) == {
        "TOTAL": near(75), "COUNTED": near(67.5), "NOT_COUNTED": 0.0, "OVERLAP": near(7.5), "OUTSIDE": near(7.5),
    }  # fmt: skip


def test_rows_by_township_year_and_category(given) -> None:
    done = run("summarizearea", **given)
    found = [
        (row["township"], row["year"], row["category"], row["patches"], row["area_mu"], row["patch_ids"])
        for row in done.rows("OUTPUT")
    ]
    assert found == [
        ("西镇", 2019, "生产矿山", 1, near(15), "a"),
        ("西镇", 2020, "闭坑矿山", 1, near(7.5), "b"),
        ("西镇", 2021, "生产矿山", 1, near(7.5), "d"),
        ("西镇", None, None, 1, near(15), "e"),
        ("东镇", 2020, "闭坑矿山", 2, near(15), "b,c"),
        (None, 2020, "闭坑矿山", 1, near(7.5), "c"),
    ]
    assert [row["zone_class"] for row in done.rows("OUTPUT")] == [None] * 6
    assert [row["area_m2"] for row in done.rows("OUTPUT")] == [
        near(row["area_mu"] / 0.0015) for row in done.rows("OUTPUT")
    ]


def test_progress_of_every_township(given) -> None:
    done = run("summarizearea", **given)
    found = [tuple(row.values()) for row in done.rows("PROGRESS")]
    assert list(done.rows("PROGRESS")[0]) == [
        "名称", "patches", "remediated_mu", "mu_2019", "mu_2020", "mu_2021", "mu_undated",
    ]  # fmt: skip
    assert found == [
        ("西镇", 4, near(45), near(15), near(7.5), near(7.5), near(15)),
        ("空镇", 0, 0.0, 0.0, 0.0, 0.0, 0.0),
        ("东镇", 2, near(15), 0.0, near(15), 0.0, 0.0),
    ]
    assert shapes(done["PROGRESS"]) == shapes(given["TOWNSHIPS"])


def test_pieces_and_pairs(given) -> None:
    done = run("summarizearea", **given, **ALL, STATUS_FIELD="状态", COUNTED_STATUSES="已验收，管护、施工中")
    pieces = [(row["patch_id"], row["township"], row["status"], row["area_mu"]) for row in done.rows("PIECES")]
    assert pieces == [
        ("a", "西镇", "已验收", near(15)),
        ("b", "西镇", "已验收", near(7.5)),
        ("b", "东镇", "已验收", near(7.5)),
        ("c", "东镇", "管护", near(7.5)),
        ("c", None, "管护", near(7.5)),
        ("d", "西镇", "已验收", near(7.5)),
        ("e", "西镇", "施工中", near(15)),
    ]
    (pair,) = done.rows("OVERLAP_PAIRS")
    assert pair == {
        "kept_id": "a", "dropped_id": "d", "kept_year": 2019, "dropped_year": 2021,
        "area_m2": near(5000), "area_mu": near(7.5),
    }  # fmt: skip
    (ground,) = done["OVERLAP_PAIRS"].getFeatures()
    assert ground.geometry().area() == pytest.approx(5000, abs=0.01)


def test_keep_reports_shared_ground_but_counts_it(given) -> None:
    done = run("summarizearea", **given, **ALL, OVERLAPS="keep")
    assert account(done) == {
        "TOTAL": near(75), "COUNTED": near(75), "NOT_COUNTED": 0.0, "OVERLAP": near(7.5), "OUTSIDE": near(7.5),
    }  # fmt: skip
    assert fsum(column(done["OVERLAP_PAIRS"], "area_mu")) == near(7.5)


def test_what_does_not_count_takes_no_ground(given) -> None:
    """a does not count, so d keeps all of its own."""
    done = run("summarizearea", **given, STATUS_FIELD="状态", COUNTED_STATUSES="管护; 施工中；已 验收")
    assert "已 验收" in done.log.warning("no patch has the status")
    assert account(done)["NOT_COUNTED"] == near(45)
    early = run("summarizearea", **given, **ALL, DATE_FIELD="", STATUS_FIELD="状态", COUNTED_STATUSES="管护")
    assert account(early) == {
        "TOTAL": near(75), "COUNTED": near(15), "NOT_COUNTED": near(60), "OVERLAP": 0.0, "OUTSIDE": near(7.5),
    }  # fmt: skip
    assert early.rows("OVERLAP_PAIRS") == []


def test_a_status_field_without_a_list_counts_all(given) -> None:
    done = run("summarizearea", **given, STATUS_FIELD="状态")
    assert account(done)["NOT_COUNTED"] == 0.0
    assert "已验收" in done.log.warning("no status listed")


def test_the_earlier_date_holds_the_ground(townships) -> None:
    """A bare year counts as its last day: the dated patch of the same year comes first."""
    patches = layer(
        [box(0, 0, 100, 100), box(50, 0, 150, 100), box(50, 0, 150, 100)],
        year=["2020年", "2020", "去年"],
        done=[None, date(2020, 6, 30), date(2021, 1, 1)],
        n=["bare", "dated", "by date"],
    )
    done = run(
        "summarizearea",
        INPUT=patches,
        ID_FIELD="n",
        YEAR_FIELD="year",
        DATE_FIELD="done",
        TOWNSHIPS=townships,
        TOWNSHIP_NAME_FIELD="名称",
        **ALL,
    )
    pairs = [(row["kept_id"], row["dropped_id"], row["area_mu"]) for row in done.rows("OVERLAP_PAIRS")]
    assert pairs == [("dated", "bare", near(7.5)), ("dated", "by date", near(15))]
    assert fsum(column(done["OVERLAP_PAIRS"], "area_mu")) == near(done["OVERLAP_MU"])
    assert "by date: 去年" in done.log.warning("are no year")


def test_three_patches_meet_and_each_loss_has_one_holder(given, townships) -> None:
    patches = layer(
        [box(0, 0, 100, 100), box(50, 0, 150, 100), box(0, 0, 150, 100)], year=[2019, 2020, 2021], n=["1", "2", "3"]
    )
    done = run(
        "summarizearea",
        **{**given, "INPUT": patches, "ID_FIELD": "n", "YEAR_FIELD": "year", "CATEGORY_FIELD": None},
        **ALL,
    )
    pairs = {(row["kept_id"], row["dropped_id"]): row["area_mu"] for row in done.rows("OVERLAP_PAIRS")}
    assert pairs == {("1", "2"): near(7.5), ("1", "3"): near(15), ("2", "3"): near(7.5)}
    assert (done["COUNTED_MU"], done["OVERLAP_MU"]) == (near(22.5), near(30))


def test_the_cut_off_is_inclusive(given, townships) -> None:
    patches = layer(
        [box(200 * i, 0, 200 * i + 100, 100) for i in range(4)],
        day=[date(2020, 11, 30), date(2020, 12, 1), date(2019, 1, 1), None],
        年度=[2020, 2020, 2019, 2021],
    )
    for cutoff in ("2020-11-30", QDate(2020, 11, 30), QDateTime(QDate(2020, 11, 30))):
        done = run(
            "summarizearea",
            INPUT=patches,
            YEAR_FIELD="年度",
            DATE_FIELD="day",
            CUTOFF_DATE=cutoff,
            TOWNSHIPS=townships,
            TOWNSHIP_NAME_FIELD="名称",
        )
        assert [done["COUNTED_MU"], done["NOT_COUNTED_MU"]] == [near(30), near(30)], cutoff


def test_years_come_from_dates_where_the_year_is_empty(townships) -> None:
    patches = layer([box(0, 0, 100, 100), box(200, 0, 300, 100)], day=[date(2019, 5, 1), date(2020, 2, 2)])
    for fields in ({"DATE_FIELD": "day"}, {"YEAR_FIELD": "day"}):
        done = run("summarizearea", INPUT=patches, TOWNSHIPS=townships, TOWNSHIP_NAME_FIELD="名称", **fields)
        assert column(done["OUTPUT"], "year") == [2019, 2020]


def test_townships_that_overlap_share_nothing_twice(given) -> None:
    first, second = box(0, -500, 1000, 500), box(900, -500, 2000, 500)
    townships = layer([first, second], "乡镇", 名称=["先", "后"])
    done = run("summarizearea", **{**given, "TOWNSHIPS": townships})
    found = {(row["township"], row["patch_ids"]): row["area_mu"] for row in done.rows("OUTPUT")}
    assert found[("先", "b")] == near(7.5)
    assert done["COUNTED_MU"] == near(67.5)
    assert "先–后" in done.log.warning("townships overlap")
    assert done.log.warning("lie in two townships").startswith("7.50 mu")


def test_equal_names_are_one_township_in_tables(given) -> None:
    townships = layer([box(0, -500, 500, 500), box(500, -500, 1000, 500)], "乡镇", 名称=["永陵镇", "永陵镇"])
    done = run("summarizearea", **{**given, "TOWNSHIPS": townships})
    assert [row["remediated_mu"] for row in done.rows("PROGRESS")] == [near(37.5), near(7.5)]
    assert {row["township"] for row in done.rows("OUTPUT")} == {"永陵镇", None}
    assert "永陵镇" in done.log.warning("share a name")


def test_a_zone_field_groups_whole_patches(given) -> None:
    patches = layer([box(0, 0, 100, 100), box(950, 0, 1050, 100)], y=[2019, 2019], z=["OUTSIDE", "NATURE_RESERVE"])
    done = run(
        "summarizearea",
        **{**given, "INPUT": patches, "ID_FIELD": None, "YEAR_FIELD": "y", "CATEGORY_FIELD": None, "ZONE_FIELD": "z"},
    )
    assert [(row["township"], row["zone_class"], row["area_mu"]) for row in done.rows("OUTPUT")] == [
        ("西镇", "OUTSIDE", near(15)), ("西镇", "NATURE_RESERVE", near(7.5)), ("东镇", "NATURE_RESERVE", near(7.5)),
    ]  # fmt: skip


def test_above_thirty_years_only_those_that_occur(townships) -> None:
    patches = layer([box(0, 0, 100, 100), box(200, 0, 300, 100)], y=[1985, 2020])
    done = run("summarizearea", INPUT=patches, YEAR_FIELD="y", TOWNSHIPS=townships, TOWNSHIP_NAME_FIELD="名称")
    names = [field.name() for field in done["PROGRESS"].fields()]
    assert names == ["名称", "patches", "remediated_mu", "mu_1985", "mu_2020", "mu_undated"]
    assert "1985 to 2020" in done.log.warning("Years run from")


# Targets --------------------------------------------------------------------------------------------------


def test_targets_and_gaps(given) -> None:
    done = run("summarizearea", **given, TARGETS=targets(), TARGET_PROGRESS="TEMPORARY_OUTPUT")
    found = [
        (
            row["year"], row["category"], row["target_mu"], row["remediated_mu"], row["gap_mu"], row["completion"],
            row["cumulative_mu"],
        )
        for row in done.rows("TARGET_PROGRESS")
    ]  # fmt: skip
    assert found == [
        (2019, "生产矿山", 20.0, near(15), near(5), near(0.75), near(15)),
        (2021, "生产矿山", None, near(7.5), None, None, near(22.5)),
        (2020, "闭坑、废弃", 10.0, near(30), near(-20), near(3), near(30)),
        (None, None, None, near(15), None, None, None),
    ]
    assert "7.50 mu outside every township" in done.log.info("progress against the targets")


def test_a_span_takes_all_work_inside_it(given) -> None:
    rows_ = {"year": [2018], "year_to": [2020], "category": ["生产矿山"], "target_mu": [212.0]}
    done = run("summarizearea", **given, TARGETS=table(**rows_), TARGET_PROGRESS="TEMPORARY_OUTPUT")
    first = done.rows("TARGET_PROGRESS")[0]
    assert (first["year"], first["year_to"], first["remediated_mu"]) == (2018, 2020, near(15))
    assert [row["remediated_mu"] for row in done.rows("TARGET_PROGRESS")] == [near(15), near(7.5), near(30), near(15)]
    names = [field.name() for field in done["PROGRESS"].fields()]
    assert names[3:] == ["mu_2018", "mu_2019", "mu_2020", "mu_2021", "mu_undated"]


def test_targets_are_asked_for_but_not_given(given, tmp_path) -> None:
    done = run("summarizearea", **given, TARGET_PROGRESS=str(tmp_path / "t.gpkg"))
    assert "not made" in done.log.warning("no targets are given")
    assert "TARGET_PROGRESS" not in done.results
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("columns", "parts"),
    [
        ({"target_set": ["A", "B"]}, ["A, B", "Choose one"]),
        ({"category": ["生产矿山", None]}, ["some rows have a category and some none", "targets"]),
        ({"year": [2019, 2019], "category": ["生产矿山", "生产矿山"]}, ["rows 1 and 2", "2019", "生产矿山"]),
        ({"year": [2019, 2019], "category": ["闭坑", "闭坑、废弃"]}, ["闭坑", "rows 1 and 2", "2019"]),
        ({"target_mu": ["40.4亩", "3"]}, ["row 1", "40.4亩", "target_mu", "not a number"]),
        ({"year": ["去年", "2020"]}, ["row 1", "去年", "not a year"]),
        ({"target_mu": [-1.0, 3.0]}, ["row 1", "negative"]),
    ],
)
def test_targets_that_contradict_themselves(given, columns, parts) -> None:
    sentence = refused("summarizearea", **given, TARGETS=targets(**columns), TARGET_PROGRESS="TEMPORARY_OUTPUT")
    assert all(part in sentence for part in parts), sentence


def test_targets_by_category_need_the_category_field(given) -> None:
    sentence = refused("summarizearea", **{**given, "CATEGORY_FIELD": None}, TARGETS=targets())
    assert "targets" in sentence
    assert "no category field" in sentence


def test_targets_with_the_words_of_the_office(given) -> None:
    words = table(任务年度=["２０１９"], 矿山类别=["生产矿山"], 任务面积=[20.0], 任务口径=["Ｂ"])
    done = run("summarizearea", **given, TARGETS=words, TARGET_SET="B", TARGET_PROGRESS="TEMPORARY_OUTPUT")
    assert done.rows("TARGET_PROGRESS")[0]["completion"] == near(0.75)


# Inputs and outputs ---------------------------------------------------------------------------------------


def test_selection_filter_and_edit_buffer(given, tmp_path) -> None:
    source = opened(saved(given["INPUT"], tmp_path / "a.gpkg"))
    assert source.setSubsetString('"年度" IS NOT NULL')
    assert source.startEditing()
    added = QgsFeature(source.fields())
    added.setGeometry(QgsGeometry.fromWkt(box(500, 0, 600, 100)))
    added["编号"], added["年度"] = "新", 2022
    assert source.addFeature(added)
    found = run("summarizearea", **{**given, "INPUT": source})
    assert found["COUNTED_MU"] == near(67.5)
    assert {row["year"] for row in found.rows("OUTPUT")} == {2019, 2020, 2021, 2022}
    source.selectByExpression("\"编号\" in ('a', '新')")
    given["TOWNSHIPS"].selectByExpression("\"名称\" = '西镇'")
    _, context = in_project(source, given["TOWNSHIPS"])
    chosen = {
        "INPUT": QgsProcessingFeatureSourceDefinition(source.id(), True),
        "TOWNSHIPS": QgsProcessingFeatureSourceDefinition(given["TOWNSHIPS"].id(), True),
    }
    done = run("summarizearea", context=context, **{**given, **chosen})
    assert done["COUNTED_MU"] == near(30)
    assert column(done["PROGRESS"], "名称") == ["西镇"]
    assert source.rollBack()


def test_saving_changes_ids_but_no_figures(given, tmp_path) -> None:
    """Two patches of one year share ground: the saved one keeps it, before and after saving."""
    source = opened(saved(given["INPUT"], tmp_path / "a.gpkg"))
    assert source.startEditing()
    for name, left in (("first", 1200), ("second", 1250)):
        added = QgsFeature(source.fields())
        added.setGeometry(QgsGeometry.fromWkt(box(left, 0, left + 100, 100)))
        added["编号"], added["年度"] = name, 2020
        assert source.addFeature(added)
    before = run("summarizearea", **{**given, "INPUT": source}, **ALL)
    assert source.commitChanges()
    after = run("summarizearea", **{**given, "INPUT": source}, **ALL)
    for done in (before, after):
        pairs = {(row["kept_id"], row["dropped_id"]) for row in done.rows("OVERLAP_PAIRS")}
        assert pairs == {("a", "d"), ("first", "second")}
    assert account(before) == account(after)


def test_selected_rows_of_the_targets(given) -> None:
    wanted = targets(target_set=["A", "B"])
    wanted.selectByExpression("\"target_set\" = 'A'")
    _, context = in_project(wanted)
    chosen = QgsProcessingFeatureSourceDefinition(wanted.id(), True)
    done = run("summarizearea", context=context, **given, TARGETS=chosen, TARGET_PROGRESS="TEMPORARY_OUTPUT")
    assert {row["target_set"] for row in done.rows("TARGET_PROGRESS")} == {"A"}


def test_again_on_its_own_last_progress(given, tmp_path) -> None:
    target = tmp_path / "乡镇.gpkg"
    first = run("summarizearea", **given, PROGRESS=str(target))
    before = rows(target)
    second = run("summarizearea", **{**given, "TOWNSHIPS": str(target)}, PROGRESS=str(target))
    assert rows(target) == before
    assert account(first) == account(second)
    dropped = second.log.info("fields of a former run are replaced")
    assert "remediated_mu" in dropped
    assert "mu_2019" in dropped


def test_dynamic_fields_in_a_shapefile(given, tmp_path) -> None:
    target = tmp_path / "乡镇.shp"
    done = run("summarizearea", **given, PROGRESS=str(target))
    assert "remediated_mu → remed_mu" in done.log.info("cuts field names")
    assert column(target, "remed_mu") == [near(45), 0.0, near(15)]
    assert column(target, "mu_undated") == [near(15), 0.0, 0.0]


def test_no_work_at_all_is_a_zero_month(given) -> None:
    none = layer([], 编号=["x"][:0], 年度=[2019][:0], 类别=["x"][:0], kind="Polygon")
    done = run("summarizearea", **{**given, "INPUT": none}, **ALL, TARGETS=targets(), TARGET_PROGRESS="memory:")
    assert account(done) == dict.fromkeys(("TOTAL", "COUNTED", "NOT_COUNTED", "OVERLAP", "OUTSIDE"), 0.0)
    assert column(done["PROGRESS"], "remediated_mu") == [0.0, 0.0, 0.0]
    assert column(done["TARGET_PROGRESS"], "gap_mu") == [20.0, 10.0]
    assert done.rows("OUTPUT") == done.rows("PIECES") == []
    assert done.log.warning("has no features")


def test_two_runs_of_a_batch_do_not_meet(given, tmp_path) -> None:
    names = ("OUTPUT", "PROGRESS", "PIECES", "OVERLAP_PAIRS")
    for number, choice in enumerate(("count_once", "keep")):
        run(
            "summarizearea",
            **given,
            OVERLAPS=choice,
            **{name: str(tmp_path / f"{name}{number}.gpkg") for name in names},
        )
    counted = [fsum(column(tmp_path / f"OUTPUT{number}.gpkg", "area_mu")) for number in (0, 1)]
    assert counted == [near(67.5), near(75)]
    assert len(list(tmp_path.iterdir())) == 8


def test_a_patch_with_a_hole_and_two_parts(given, townships) -> None:
    ring = polygon([(0, 0), (200, 0), (200, 100), (0, 100)], [(50, 25), (150, 25), (150, 75), (50, 75)])
    second = box(300, 0, 400, 100)
    wkt = f"MultiPolygon ({ring.removeprefix('Polygon ')}, {second.removeprefix('Polygon ')})"
    patches = layer([wkt], kind="MultiPolygon", y=[2019])
    done = run("summarizearea", INPUT=patches, YEAR_FIELD="y", TOWNSHIPS=townships, TOWNSHIP_NAME_FIELD="名称")
    assert done["COUNTED_MU"] == near(0.0015 * (20_000 - 5_000 + 10_000))


# The sample county ----------------------------------------------------------------------------------------


@pytest.fixture(params=["B", "A", "keep", "cutoff"])
def sample(request, of_demo) -> Done:
    changes = {
        "B": {},
        "A": {"TARGET_SET": "A"},
        "keep": {"OVERLAPS": "keep"},
        "cutoff": {"CUTOFF_DATE": "2020-12-31", "ZONE_FIELD": "BZ"},
    }[request.param]
    return of_demo("summarizearea", **changes)


def test_identities_of_the_sample(sample: Done) -> None:
    line = account(sample)
    subtracted = line["OVERLAP"] if sample["COUNTED_MU"] < line["TOTAL"] - line["NOT_COUNTED"] - 1 else 0.0
    assert line["TOTAL"] == pytest.approx(line["COUNTED"] + subtracted + line["NOT_COUNTED"], rel=1e-12)
    assert line["COUNTED"] == pytest.approx(fsum(column(sample["OUTPUT"], "area_mu")), rel=1e-12)
    assert line["COUNTED"] == pytest.approx(fsum(column(sample["PIECES"], "area_mu")), rel=1e-12)
    progress = fsum(column(sample["PROGRESS"], "remediated_mu"))
    assert line["COUNTED"] == pytest.approx(progress + line["OUTSIDE"], rel=1e-12)
    assert line["COUNTED"] == pytest.approx(fsum(column(sample["TARGET_PROGRESS"], "remediated_mu")), rel=1e-12)
    assert line["OVERLAP"] == pytest.approx(fsum(column(sample["OVERLAP_PAIRS"], "area_mu")), rel=1e-12)
    outside = fsum(row["area_mu"] for row in sample.rows("OUTPUT") if row["township"] is None)
    assert line["OUTSIDE"] == pytest.approx(outside, rel=1e-12)
    assert line["OVERLAP"] > 1
    assert line["OUTSIDE"] > 1


def test_rows_of_the_sample_are_the_pieces_summed(sample: Done) -> None:
    sums: dict[Any, list[float]] = defaultdict(list)
    ids: dict[Any, list[str]] = defaultdict(list)
    for piece in sample.rows("PIECES"):
        key = tuple(piece[name] for name in ("township", "year", "category", "zone_class"))
        sums[key].append(piece["area_mu"])
        ids[key].append(piece["patch_id"])
    found = sample.rows("OUTPUT")
    assert len(found) == len(sums)
    for row in found:
        key = tuple(row[name] for name in ("township", "year", "category", "zone_class"))
        assert row["area_mu"] == pytest.approx(fsum(sums[key]), rel=1e-12)
        assert row["area_mu"] == pytest.approx(row["area_m2"] * 0.0015, rel=1e-15)
        assert row["patches"] == len(ids[key])
        assert row["patch_ids"] == ",".join(ids[key])


def test_progress_of_the_sample_is_the_rows_summed(sample: Done) -> None:
    of_year: dict[Any, list[float]] = defaultdict(list)
    for row in sample.rows("OUTPUT"):
        name = "mu_undated" if row["year"] is None else f"mu_{row['year']}"
        of_year[row["township"], name].append(row["area_mu"])
    names = [field.name() for field in sample["PROGRESS"].fields() if field.name().startswith("mu_")]
    assert len(sample.rows("PROGRESS")) == 15
    for row in sample.rows("PROGRESS"):
        assert row["remediated_mu"] == pytest.approx(fsum(row[name] for name in names), rel=1e-12)
        for name in names:
            assert row[name] == pytest.approx(fsum(of_year[row["XZMC"], name]), rel=1e-12, abs=1e-12)


def test_targets_of_the_sample_follow_from_their_rows(sample: Done) -> None:
    last: dict[Any, tuple[float, float]] = {}
    for row in sample.rows("TARGET_PROGRESS"):
        target = row["target_mu"]
        if target is None:
            assert (row["gap_mu"], row["completion"]) == (None, None)
        else:
            assert row["gap_mu"] == pytest.approx(target - row["remediated_mu"], rel=1e-12, abs=1e-9)
            assert row["completion"] == pytest.approx(row["remediated_mu"] / target, rel=1e-12)
        if row["cumulative_target_mu"] is not None and target is not None:
            before = last.get(row["category"], (0.0, 0.0))
            assert row["cumulative_target_mu"] == pytest.approx(before[0] + target, rel=1e-12)
            assert row["cumulative_completion"] == pytest.approx(row["cumulative_mu"] / row["cumulative_target_mu"])
            last[row["category"]] = (row["cumulative_target_mu"], row["cumulative_mu"])
    assert last


def test_pieces_of_the_sample_do_not_meet(of_demo) -> None:
    """Ground is counted once: no two counted pieces share any."""
    pieces = list(of_demo("summarizearea")["PIECES"].getFeatures())
    for place, piece in enumerate(pieces):
        geometry = piece.geometry()
        for other in pieces[place + 1 :]:
            if geometry.boundingBox().intersects(other.geometry().boundingBox()):
                shared = geometry.intersection(other.geometry())
                assert shared.area() < 0.05, (piece["patch_id"], other["patch_id"])


def test_targets_of_both_sets(of_demo) -> None:
    spans = [row for row in of_demo("summarizearea", TARGET_SET="A").rows("TARGET_PROGRESS") if row["target_mu"]]
    assert [(row["year"], row["year_to"], row["target_mu"]) for row in spans] == [
        (2018, 2020, 212.0), (2021, 2022, 212.0), (2018, 2020, 192.0), (2021, 2022, 81.0),
    ]  # fmt: skip
    assert fsum(row["target_mu"] for row in spans) == 697
    years = [row for row in of_demo("summarizearea").rows("TARGET_PROGRESS") if row["target_mu"]]
    assert fsum(row["target_mu"] for row in years) == 567
    assert {row["target_set"] for row in of_demo("summarizearea").rows("TARGET_PROGRESS")} == {"B"}


def test_the_set_must_be_chosen_for_the_sample() -> None:
    sentence = refused("summarizearea", **demo_inputs("summarizearea", TARGET_SET=None))
    assert "A, B" in sentence
    assert "targets" in sentence
