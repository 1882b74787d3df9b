"""Receipts of files and mappings of senders in a campaign."""

from __future__ import annotations

from pathlib import Path

from mine_remediation.campaign import database, intake
from mine_remediation.campaign.intake import Arrival, Earlier
from mine_remediation.campaign.loading import Signature

SIGNED = Signature("王测", "2020-06-15T08:00:00.000Z", "收件")
TOWN, SURVEY = "永陵镇政府", "测绘队"


def recorded(path: Path, *arrivals: Arrival, sender: str = TOWN, day: str = "2020-06-15") -> int:
    with database.changing(path, "run", "importpatches") as connection:
        return intake.record(connection, arrivals, sender, day, SIGNED)


def receipts(path: Path) -> list[tuple]:
    with database.reading(path) as connection:
        return connection.execute("SELECT file_name, sender, rows, rejected, edited_by FROM receipts").fetchall()


def test_a_file_is_recorded_once_whatever_it_is_called(campaign: Path) -> None:
    assert (
        recorded(campaign, Arrival("甲.shp", "aa", 5, 1), Arrival("乙.shp", "bb", 2), Arrival("丙.shp", "aa", 5)) == 2
    )
    assert recorded(campaign, Arrival("改名.shp", "aa", 5, 1), sender=SURVEY, day="2020-07-01") == 0
    assert receipts(campaign) == [("甲.shp", TOWN, 5, 1, "王测"), ("乙.shp", TOWN, 2, 0, "王测")]
    with database.reading(campaign) as connection:
        found = intake.earlier(connection, ["aa", "cc", *(f"x{n}" for n in range(1_200)), "bb"])
    assert found == {"aa": Earlier(TOWN, "2020-06-15", "甲.shp"), "bb": Earlier(TOWN, "2020-06-15", "乙.shp")}


def test_the_mapping_of_a_sender_is_remembered_per_kind(campaign: Path) -> None:
    with database.changing(campaign, "run", "importpatches") as connection:
        assert intake.mapping_of(connection, TOWN, "importpatches") is None
        assert intake.keep_mapping(connection, TOWN, "importpatches", "patch_no=编号", SIGNED)
        assert not intake.keep_mapping(connection, TOWN, "importpatches", "patch_no=编号", SIGNED)
        assert intake.keep_mapping(connection, TOWN, "importpatches", "patch_no=号", SIGNED)
        assert intake.keep_mapping(connection, SURVEY, "importpatches", "patch_no=TBBH", SIGNED)
        assert intake.keep_mapping(connection, TOWN, "patches", "patch_no=图斑", SIGNED)
    with database.reading(campaign) as connection:
        assert intake.mapping_of(connection, TOWN, "importpatches") == "patch_no=号"
        assert intake.mapping_of(connection, SURVEY, "importpatches") == "patch_no=TBBH"
        assert connection.execute("SELECT count(*) FROM sender_mappings").fetchone() == (3,)
        kept = "SELECT old_value FROM history WHERE column_name = 'mapping'"
        assert connection.execute(kept).fetchall() == [("patch_no=编号",)]
