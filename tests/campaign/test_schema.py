"""The declaration holds together, nothing repeats it, and the data dictionary is made from it."""

from __future__ import annotations

import ast
import importlib.util
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mine_remediation.campaign import codes, database, schema, views
from mine_remediation.engine.problems import Refusal
from mine_remediation.tests.campaign.conftest import add_event, square

ROOT = Path(__file__).resolve().parents[2]
TABLES = schema.tables()
FIELDS = {field.name for table in TABLES for field in table.fields}


def test_every_reference_leads_somewhere() -> None:
    lists, names = codes.code_lists(), {table.name for table in TABLES}
    for table in TABLES:
        assert len({field.name for field in table.fields}) == len(table.fields), table.name
        assert {name for key in table.keys for name in key} <= {field.name for field in table.fields}, table.name
        for field in table.fields:
            assert not field.codes or field.codes in lists, field.name
            assert not field.parent or field.parent in names, field.name
    for made in lists.values():
        assert len(set(made.values)) == len(made.values), made.name
        assert {code.rolls_up_to for code in made.codes} - {""} <= set(made.values), made.name


def test_an_unknown_column_is_an_error() -> None:
    assert schema.PATCHES.patch_no == "patch_no"
    with pytest.raises(AttributeError):
        _ = schema.PATCHES.patch_number


def test_code_lists_agree_with_the_engine() -> None:
    from mine_remediation.engine.scheme import CLASSES
    from mine_remediation.engine.targets import MEASURES
    from mine_remediation.engine.values import GLOSSARY

    assert codes.code_list("zone_class").values == CLASSES
    assert codes.code_list("measure").values == tuple(MEASURES)
    plain = {code.value for code in codes.code_list("category").codes if not code.rolls_up_to}
    assert plain == set(GLOSSARY.values())


# names that other things have as well: options of QGIS, keys of the plan's files
COMMON = {"name", "code", "kind", "label", "path", "rank", "scale", "level", "key", "unit", "step", "list", "result",
          "measure", "paragraph", "category", "year", "year_to", "plan", "title", "figure", "approximate", "reason",
          "role", "rows", "responsible", "task", "document", "content", "what", "subject", "uuid", "fid", "scope",
          "target_set", "target_mu", "target_value", "mapping",
          "trees", "locked", "first_year", "last_year", "table_name", "digest", "stage"}  # fmt: skip


def _literals(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [each.value for each in ast.walk(tree) if isinstance(each, ast.Constant) and isinstance(each.value, str)]


def _modules() -> list[Path]:
    own = [path for path in (ROOT / "campaign").glob("*.py") if path.name != "schema.py"]
    return sorted([*own, *(ROOT / "processing").glob("*campaign*.py")])


@pytest.mark.parametrize("path", _modules(), ids=lambda path: path.name)
def test_no_field_name_stands_anywhere_else(path: Path) -> None:
    lists = set(codes.code_lists())
    names = FIELDS - COMMON - lists
    assert not set(_literals(path)) & names


def test_the_check_for_repeated_names_finds_them(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 'patch_no'", encoding="utf-8")
    assert set(_literals(tmp_path / "a.py")) & (FIELDS - COMMON)


def test_the_data_dictionary_is_made_from_the_schema() -> None:
    spec = importlib.util.spec_from_file_location("data_dictionary", ROOT / "scripts" / "data_dictionary.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    page = (ROOT / "docs" / "data_dictionary.md").read_text(encoding="utf-8")
    assert page == module.page(), "run scripts/data_dictionary.py"
    assert "图斑编号" in page


# The file ------------------------------------------------------------------------------------------------


def test_the_file_has_every_table_and_no_other_rows_than_codes(campaign: Path) -> None:
    with database.reading(campaign) as connection:
        for table in TABLES:
            names = [row[1] for row in connection.execute(f"PRAGMA table_info({table.name})")]
            wanted = ["fid", *(["geom"] if table.geometry else []), *(field.name for field in table.fields)]
            assert names == wanted
        assert connection.execute("SELECT count(*) FROM codes").fetchone()[0] == sum(
            len(made.codes) for made in codes.code_lists().values()
        )
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize(
    ("column", "value"), [("plan_year", 20), ("declared_m2", -1.0), ("trees", -1), ("patch_no", None)]
)
def test_rules_hold_in_the_file_too(with_patches, column: str, value: object) -> None:
    path = with_patches("A-1")
    with pytest.raises(sqlite3.IntegrityError), database.changing(path, "r", "t") as connection:
        connection.execute(f"UPDATE patches SET {column} = ?", (value,))


def test_a_span_must_not_end_before_it_begins(campaign: Path) -> None:
    with pytest.raises(sqlite3.IntegrityError), database.changing(campaign, "r", "t") as connection:
        connection.execute(
            "INSERT INTO targets (plan, target_set, figure, year, year_to) VALUES ('p','B','1',2020,2019)"
        )


# Opening -------------------------------------------------------------------------------------------------


def _code(path: Path) -> str:
    with pytest.raises(Refusal) as refused, database.changing(path, "r", "t"):
        pass
    return refused.value.code


def test_newer_and_older_campaigns_are_not_written(campaign: Path) -> None:
    for version, code in ((99, "campaign_newer"), (0, "campaign_older")):
        with closing(sqlite3.connect(campaign)) as connection, connection:
            connection.execute("UPDATE settings SET content = ? WHERE key = 'schema_version'", (version,))
        assert _code(campaign) == code


def test_what_is_no_campaign_is_refused(tmp_path: Path) -> None:
    assert _code(tmp_path / "none.gpkg") == "campaign_missing"
    (tmp_path / "text.gpkg").write_text("图斑" * 100, encoding="utf-8")
    assert _code(tmp_path / "text.gpkg") == "campaign_foreign"
    with closing(sqlite3.connect(tmp_path / "other.gpkg")) as connection:
        connection.execute("CREATE TABLE t (a)")
    assert _code(tmp_path / "other.gpkg") == "campaign_foreign"


def test_a_locked_campaign_is_refused_after_a_while(campaign: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "WAIT_S", 0.1)
    with closing(sqlite3.connect(campaign, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert _code(campaign) == "campaign_locked"
        other.execute("ROLLBACK")


def test_a_failed_run_leaves_everything_as_it_was(campaign: Path) -> None:
    def broken() -> None:
        with database.changing(campaign, "r", "t") as connection:
            connection.execute("INSERT INTO people (name) VALUES ('张三')")
            raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        broken()
    with database.reading(campaign) as connection:
        assert connection.execute("SELECT count(*) FROM people").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM run_log").fetchone() == (0,)


def test_a_left_over_log_is_told(campaign: Path) -> None:
    assert database.left_over(campaign) == []
    campaign.with_name(f"{campaign.name}-wal").write_bytes(b"x")
    assert [each.code for each in database.left_over(campaign)] == ["campaign_log_left"]


@pytest.mark.parametrize(
    ("crs", "code"),
    [
        ("EPSG:2366", "crs_ballpark"),
        ("", "crs_missing"),
        ("x", "crs_unusable"),
        ("+proj=tmerc +lon_0=126 +ellps=GRS80 +type=crs", "campaign_crs_unnumbered"),
    ],
)
def test_a_crs_that_will_not_do_is_refused(tmp_path: Path, crs: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        database.create(tmp_path / "a.gpkg", "名", crs)
    assert refused.value.code == code


# What counts ---------------------------------------------------------------------------------------------


def _counted(path: Path) -> dict[str, tuple]:
    with database.reading(path) as connection:
        rows = connection.execute(f"SELECT patch_no, step, event_date, category FROM {views.COUNTED_PATCHES}")
        return {row[0]: row[1:] for row in rows}


def test_a_patch_counts_by_its_first_event_at_the_counting_step_or_later(with_patches) -> None:
    path = with_patches("A", "B", "C", "D", "E")
    with database.changing(path, "r", "t") as connection:
        add_event(connection, "A", "MAIN_WORKS_DONE", "2019-05-01")
        add_event(connection, "A", "VERIFICATION", "2021-03-01")
        add_event(connection, "A", "ACCEPTANCE", "2020-11-30")
        add_event(connection, "B", "SELF_CHECK", "2020-01-01")
        add_event(connection, "C", "ACCEPTANCE", "2020-01-01", result="FAILED")
        add_event(connection, "D", "CLOSED_OUT", "2022-01-01")
        connection.execute("UPDATE patches SET category = 'closed_by_policy_enterprise' WHERE patch_no = 'D'")
    assert _counted(path) == {
        "A": ("ACCEPTANCE", "2020-11-30", "in_production"),
        "B": ("SELF_CHECK", None, "in_production"),
        "C": (None, None, "in_production"),
        "D": ("CLOSED_OUT", "2022-01-01", "closed_by_policy"),
        "E": (None, None, "in_production"),
    }
    with database.changing(path, "r", "t") as connection:
        connection.execute("UPDATE campaigns SET counting_step = 'SELF_CHECK'")
    assert _counted(path)["B"] == ("SELF_CHECK", "2020-01-01", "in_production")


def test_parts_of_a_patch_count_each_by_their_own_event(with_patches) -> None:
    path = with_patches("A")
    with database.changing(path, "r", "t") as connection:
        add_event(connection, "A", "ACCEPTANCE", "2019-10-01", square(0, 40))
        add_event(connection, "A", "ACCEPTANCE", "2020-10-01", square(40, 40))
        add_event(connection, "A", "VERIFICATION", "2021-10-01")
    with database.reading(path) as connection:
        rows = connection.execute(
            f"SELECT event_date, OGC_FID, geom FROM {views.COUNTED_PATCHES} ORDER BY 1"
        ).fetchall()
    assert [row[0] for row in rows] == ["2019-10-01", "2020-10-01"]
    assert len({row[1] for row in rows}) == 2
    assert rows[0][2] == square(0, 40)


def test_coal_and_other_campaigns_are_left_out(with_patches) -> None:
    path = with_patches("A", "B", "C")
    with database.changing(path, "r", "t") as connection:
        connection.execute("INSERT INTO mines (uuid, name, coal) VALUES ('m', '煤矿', 1)")
        connection.execute("INSERT INTO campaigns (uuid, name) VALUES ('other', '三年行动')")
        connection.execute("UPDATE patches SET mine_uuid = 'm' WHERE patch_no = 'A'")
        connection.execute("UPDATE patches SET campaign_uuid = 'other' WHERE patch_no = 'B'")
    assert set(_counted(path)) == {"C"}


@pytest.mark.long
def test_fifty_thousand_patches_come_in_and_are_looked_up_quickly(campaign: Path) -> None:
    """Five seconds on an idle machine of two cores; counted in time of the processor, with room for a busy one."""
    import time

    import numpy as np

    from mine_remediation.campaign import loading
    from mine_remediation.engine.progress import Silent
    from mine_remediation.libraries import shapely

    count = 50_000
    angle = np.linspace(0, 2 * np.pi, 36, endpoint=False)
    number = np.arange(count)
    east, north = 42_400_000 + number % 250 * 300.0, 4_580_000 + number // 250 * 300.0
    points = np.stack([east[:, None] + 90 * np.cos(angle), north[:, None] + 70 * np.sin(angle)], -1)
    columns = {
        "patch_no": [f"P{n}" for n in range(count)],
        "category": ["生产矿山"] * count,
        "status_events.step": ["市级验收"] * count,
        "status_events.event_date": ["2020-10-01"] * count,
    }
    ids = [str(n) for n in range(count)]
    incoming = loading.Incoming("patches", "图斑", columns, shapely.polygons(points), ids, 4530, "EPSG:4530")
    begun = time.process_time()
    with database.changing(campaign, "r", "t") as connection:
        done = loading.load(connection, incoming, loading.Signature("张三", "2020-11-30T00:00:00Z"), Silent())
    loaded = time.process_time()
    assert (done.added, done.rejected) == (count, 0)
    assert len(_counted(campaign)) == count
    looked_up = time.process_time()
    assert loaded - begun < 10, f"{loaded - begun:.1f} s"
    assert looked_up - loaded < 3, f"{looked_up - loaded:.1f} s"
