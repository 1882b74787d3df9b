"""The campaign database, declared once: tables, fields, types, code lists, defaults, constraints.

The GeoPackage, the forms, the data dictionary and the checks are made from this declaration; no field name stands
anywhere else as a literal: other modules write ``PATCHES.patch_no``. Rules and defaults are written so that SQLite and
QGIS read them alike. Words are in the language of the moment in which :func:`tables` is called; names never change.
Needs no library.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from ..engine import aliases
from ..engine.scheme import FIRST_YEAR, LAST_YEAR
from ..texts import tr

SCHEMA_VERSION = 2
FID, UUID, GEOMETRY = "fid", "uuid", "geom"
EDITED_BY, EDITED_AT, EDIT_REASON = "edited_by", "edited_at", "edit_reason"
WHO = "coalesce(@mine_remediation_user, @cloud_username, @user_full_name, @user_account_name)"  # unknown ones are NULL


class Kind(Enum):
    """What a field holds; the value is the column type of a GeoPackage."""

    TEXT = "TEXT"
    INTEGER = "INTEGER"
    REAL = "REAL"
    DATE = "DATE"
    MOMENT = "DATETIME"
    YES_NO = "BOOLEAN"
    BLOB = "BLOB"


class Look(Enum):
    """How a form shows a field that needs more than its kind tells."""

    PLAIN = "plain"
    LONG = "long"
    PHOTO = "photo"
    FILE = "file"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Field:
    """One field.

    ``codes`` names the code list that it takes its values from, ``parent`` the table whose uuid it holds.
    ``default`` is an expression; with ``on_update`` it is applied at every change. ``least`` and ``most`` bound a
    number; ``rule`` is a condition of its own, told by ``says``. ``computed`` fields are written by our algorithms
    only and become empty when the geometry changes. ``aliases`` are names by which files that come in call it.
    """

    name: str
    kind: Kind
    label: str
    required: bool = False
    unique: bool = False
    codes: str = ""
    parent: str = ""
    default: str = ""
    on_update: bool = False
    least: int | None = None
    most: int | None = None
    rule: str = ""
    says: str = ""
    computed: bool = False
    look: Look = Look.PLAIN
    aliases: tuple[str, ...] = ()

    @property
    def condition(self) -> str:
        """The condition that a value fulfils, for SQLite and QGIS; empty where any value will do."""
        bounds = [f'"{self.name}" >= {self.least}'] if self.least is not None else []
        bounds += [f'"{self.name}" <= {self.most}'] if self.most is not None else []
        return self.rule or (f'"{self.name}" IS NULL OR ({" AND ".join(bounds)})' if bounds else "")

    @property
    def explanation(self) -> str:
        """What a form says where :attr:`condition` does not hold."""
        if self.says or (self.least is None and self.most is None):
            return self.says
        if self.most is None:
            return tr("“{field}” must be at least {least}.").format(field=self.label, least=self.least)
        words = tr("“{field}” must lie between {least} and {most}.")
        return words.format(field=self.label, least=self.least, most=self.most)


@dataclass(frozen=True)
class Table:
    """One table or, with ``geometry``, one layer. ``tracked`` ones keep a history and say who edited them.

    By ``keys`` a row that comes in again is recognised: by the first of them for which it has all values.
    """

    name: str
    label: str
    own_fields: tuple[Field, ...]
    geometry: str = ""
    keys: tuple[tuple[str, ...], ...] = ()
    tracked: bool = True

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields but the row number and the geometry."""
        return (*_identity(), *self.own_fields, *_trail()) if self.tracked else self.own_fields

    def field(self, name: str) -> Field:
        """One field; raises ``KeyError``."""
        return {each.name: each for each in self.fields}[name]


class Columns:
    """The names of one table's fields as attributes (an unknown one raises); its text is the table's name."""

    def __init__(self, of: Table) -> None:
        self._table = of.name
        self._names = frozenset(each.name for each in of.fields) | {FID} | ({GEOMETRY} if of.geometry else set())

    def __getattr__(self, name: str) -> str:
        if name in self.__dict__.get("_names", ()):
            return name
        raise AttributeError(name)

    def __str__(self) -> str:
        return self._table

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._names))


def tables() -> tuple[Table, ...]:
    """All tables, worded in the language of now."""
    return tuple(declare() for declare in _DECLARED)


def table(name: str) -> Table:
    """One table; raises ``KeyError`` where there is none of that name."""
    return {each.name: each for each in tables()}[name]


def _identity() -> tuple[Field, ...]:
    return (Field(UUID, Kind.TEXT, tr("Identity"), required=True, unique=True, default="uuid()", look=Look.HIDDEN),)


def _trail() -> tuple[Field, ...]:
    return (
        Field(EDITED_BY, Kind.TEXT, tr("Edited by"), default=WHO, on_update=True),
        Field(EDITED_AT, Kind.MOMENT, tr("Edited at"), default="now()", on_update=True),
        Field(EDIT_REASON, Kind.TEXT, tr("Reason for the change")),
    )


def _mines() -> Table:
    return Table(
        "mines",
        tr("Mines"),
        (
            Field("mine_no", Kind.TEXT, tr("Mine number")),
            Field(
                "name",
                Kind.TEXT,
                tr("Mine name"),
                required=True,
                aliases=("KSMC", "KQMC", "kqmc", "矿山名称", "矿山名"),
            ),
            Field("category", Kind.TEXT, tr("Category"), codes="category"),
            Field("liable_party", Kind.TEXT, tr("Liable party"), codes="liable_party"),
            Field("lead_unit", Kind.TEXT, tr("Lead unit")),
            Field("licensee", Kind.TEXT, tr("Holder of the mining right")),
            Field("mineral", Kind.TEXT, tr("Mineral"), aliases=("KZ", "kz", "开采矿种")),
            Field("mining_method", Kind.TEXT, tr("Mining method"), codes="mining_method", aliases=("KCFS", "kcfs")),
            Field("scale", Kind.TEXT, tr("Production scale")),
            Field("coal", Kind.YES_NO, tr("Coal mine (recorded, not in the totals)"), required=True, default="0"),
            Field("closed_on", Kind.DATE, tr("Date of closure")),
            Field("closing_document", Kind.TEXT, tr("Closing document")),
            Field("address", Kind.TEXT, tr("Place"), aliases=("WZ", "wz", "XMDW")),
            Field("remarks", Kind.TEXT, tr("Comments"), look=Look.LONG),
        ),
        geometry="MultiPolygon",
        keys=(("mine_no",), ("name",)),
    )


def _licences() -> Table:
    return Table(
        "licences",
        tr("Mining licences"),
        (
            Field("mine_uuid", Kind.TEXT, tr("Mine"), parent="mines"),
            Field(
                "licence_no",
                Kind.TEXT,
                tr("Licence number"),
                required=True,
                unique=True,
                aliases=("CKZH", "ckzh", "采矿证号", "许可证号"),
            ),
            Field("licensee", Kind.TEXT, tr("Holder of the mining right")),
            Field("valid_from", Kind.DATE, tr("Valid from")),
            Field(
                "valid_to",
                Kind.DATE,
                tr("Valid to"),
                rule='"valid_to" IS NULL OR "valid_from" IS NULL OR "valid_to" >= "valid_from"',
                says=tr("The licence must not end before it begins."),
            ),
            Field("licence_m2", Kind.REAL, tr("Licence area (m²)"), least=0),
            Field("elevation_top", Kind.REAL, tr("Upper elevation (m)")),
            Field("elevation_bottom", Kind.REAL, tr("Lower elevation (m)")),
            Field("remarks", Kind.TEXT, tr("Comments"), look=Look.LONG),
        ),
        geometry="MultiPolygon",
        keys=(("licence_no",),),
    )


def _campaigns() -> Table:
    return Table(
        "campaigns",
        tr("Campaigns"),
        (
            Field("name", Kind.TEXT, tr("Campaign"), required=True, unique=True),
            Field("first_year", Kind.INTEGER, tr("First year")),
            Field("last_year", Kind.INTEGER, tr("Last year")),
            Field("plan", Kind.TEXT, tr("Work plan")),
            Field("target_set", Kind.TEXT, tr("Target set that counts")),
            Field("counting_step", Kind.TEXT, tr("Counting step"), required=True, codes="step", default="'ACCEPTANCE'"),
            Field(
                "accounting_basis",
                Kind.TEXT,
                tr("Area that counts"),
                required=True,
                codes="accounting_basis",
                default="'OFFICIAL'",
            ),
            Field("remarks", Kind.TEXT, tr("Comments"), look=Look.LONG),
        ),
        keys=(("name",),),
    )


def _patches() -> Table:
    return Table(
        "patches",
        tr("Treatment patches"),
        (
            Field(
                "patch_no",
                Kind.TEXT,
                tr("Patch number"),
                required=True,
                unique=True,
                aliases=aliases.PATCH_NO,
            ),
            Field("parent_no", Kind.TEXT, tr("Parent number"), aliases=("ZTBH", "ztbh")),
            Field("mine_uuid", Kind.TEXT, tr("Mine"), parent="mines"),
            Field("licence_uuid", Kind.TEXT, tr("Licence"), parent="licences"),
            Field("campaign_uuid", Kind.TEXT, tr("Campaign in which it counts"), parent="campaigns"),
            Field(
                "category",
                Kind.TEXT,
                tr("Category"),
                required=True,
                codes="category",
                aliases=aliases.CATEGORY,
            ),
            Field("liable_party", Kind.TEXT, tr("Liable party"), codes="liable_party", aliases=("责任主体类别",)),
            Field(
                "plan_year",
                Kind.INTEGER,
                tr("Planned year"),
                least=FIRST_YEAR,
                most=LAST_YEAR,
                aliases=("ZLND", "治理年度", "年度", "任务年度"),
            ),
            Field("task", Kind.TEXT, tr("Task of the plan")),
            Field("village", Kind.TEXT, tr("Village"), aliases=("村",)),
            Field("damage_type", Kind.TEXT, tr("Damage"), codes="damage_type", aliases=("SHLX", "shlx")),
            Field(
                "restoration_mode",
                Kind.TEXT,
                tr("Restoration mode"),
                codes="restoration_mode",
                aliases=("NXFFS", "nxffs", "修复模式"),
            ),
            Field("plan_mode", Kind.TEXT, tr("Mode by the plan's own term"), codes="restoration_mode"),
            Field("land_class_before", Kind.TEXT, tr("Land class before"), aliases=("SDDL", "sddl")),
            Field("land_class_after", Kind.TEXT, tr("Land class after"), aliases=("FKFX", "fkfx")),
            Field("sensitive_site", Kind.YES_NO, tr("Sensitive site"), default="0"),
            Field("hazard_prone_site", Kind.YES_NO, tr("Hazard-prone site"), default="0"),
            Field("is_reclamation", Kind.YES_NO, tr("Counts as land reclamation too"), default="0"),
            Field("greened_m2", Kind.REAL, tr("Greened area (m²)"), least=0, aliases=("复绿面积",)),
            Field("trees", Kind.INTEGER, tr("Trees planted"), least=0, aliases=("植树株数",)),
            Field("official_m2", Kind.REAL, tr("Official area (m²)"), computed=True),
            Field("geodesic_m2", Kind.REAL, tr("Geodesic area (m²)"), computed=True),
            Field(
                "declared_m2",
                Kind.REAL,
                tr("Declared area (m²)"),
                least=0,
                aliases=("TBMJ", "tbmj", "登记面积", "申报面积"),
            ),
            Field("accepted_m2", Kind.REAL, tr("Accepted area (m²)"), least=0, aliases=("核定面积", "tbhdmj")),
            Field("licence_m2", Kind.REAL, tr("Area by the licence (m²)"), least=0),
            Field("source_file", Kind.TEXT, tr("Source file")),
            Field("source_crs", Kind.TEXT, tr("Coordinate system of the source")),
            Field("surveyor", Kind.TEXT, tr("Surveyor")),
            Field("checker", Kind.TEXT, tr("Checker")),
            Field("external_no", Kind.TEXT, tr("Number in the upper-level system")),
            Field("external_state", Kind.TEXT, tr("State in the upper-level system")),
            Field("remarks", Kind.TEXT, tr("Comments"), look=Look.LONG, aliases=("BZ", "bz")),
        ),
        geometry="MultiPolygon",
        keys=(("patch_no",),),
    )


def _townships() -> Table:
    return Table(
        "townships",
        tr("Townships"),
        (
            Field("code", Kind.TEXT, tr("Division code"), aliases=("XZDM", "XZQDM", "行政区划代码")),
            Field(
                "name",
                Kind.TEXT,
                tr("Township"),
                required=True,
                unique=True,
                aliases=(*aliases.TOWNSHIP, *aliases.NAME),
            ),
            Field("liaison", Kind.TEXT, tr("Liaison")),
            Field("telephone", Kind.TEXT, tr("Telephone")),
            Field("remarks", Kind.TEXT, tr("Comments"), look=Look.LONG),
        ),
        geometry="MultiPolygon",
        keys=(("code",), ("name",)),
    )


def _township_aliases() -> Table:
    return Table(
        "township_aliases",
        tr("Other names of townships"),
        (
            Field("alias", Kind.TEXT, tr("Other name"), required=True, unique=True),
            Field("township_uuid", Kind.TEXT, tr("Township"), required=True, parent="townships"),
            Field("remarks", Kind.TEXT, tr("Comments"), look=Look.LONG),
        ),
        keys=(("alias",),),
    )


def _zones() -> Table:
    return Table(
        "zones",
        tr("Zones (areas)"),
        (
            Field("zone_class", Kind.TEXT, tr("Zone class"), required=True, codes="zone_class"),
            Field("level", Kind.TEXT, tr("Level"), codes="zone_level", aliases=("JB", "级别")),
            Field(
                "name",
                Kind.TEXT,
                tr("Zone name"),
                aliases=("名称", "MC", "保护区名称", "水源地名称", "景区名称", "线路名称", "河流名称"),
            ),
            Field("basis", Kind.TEXT, tr("Basis document")),
            Field("valid_from", Kind.DATE, tr("Valid from")),
            Field("valid_to", Kind.DATE, tr("Valid to")),
            Field("remarks", Kind.TEXT, tr("Comments"), look=Look.LONG),
        ),
        geometry="MultiPolygon",
        keys=(("zone_class", "name"),),
    )


def _zone_lines() -> Table:
    return Table(
        "zone_lines",
        tr("Zones (lines)"),
        (
            Field("zone_class", Kind.TEXT, tr("Zone class"), required=True, codes="zone_class"),
            Field("level", Kind.TEXT, tr("Level"), codes="zone_level", aliases=("JB", "级别")),
            Field("name", Kind.TEXT, tr("Zone name"), aliases=("名称", "MC", "线路名称", "河流名称")),
            Field("basis", Kind.TEXT, tr("Basis document")),
            Field("valid_from", Kind.DATE, tr("Valid from")),
            Field("valid_to", Kind.DATE, tr("Valid to")),
            Field("remarks", Kind.TEXT, tr("Comments"), look=Look.LONG),
        ),
        geometry="MultiLineString",
        keys=(("zone_class", "name"),),
    )


def _zone_rules() -> Table:
    return Table(
        "zone_rules",
        tr("Zone rules"),
        (
            Field("zone_class", Kind.TEXT, tr("Zone class"), required=True, codes="zone_class"),
            Field("level", Kind.TEXT, tr("Level (empty: all)"), codes="zone_level"),
            Field("counts", Kind.YES_NO, tr("Counts as a zone"), required=True, default="1"),
            Field("distance_m", Kind.REAL, tr("Distance (m)"), least=0),
            Field("line_of_sight", Kind.YES_NO, tr("By line of sight"), required=True, default="0"),
            Field("basis", Kind.TEXT, tr("Basis document")),
            Field("confirmed_by", Kind.TEXT, tr("Confirmed by")),
            Field("confirmed_on", Kind.DATE, tr("Confirmed on")),
            Field("remarks", Kind.TEXT, tr("Comments"), look=Look.LONG),
        ),
        keys=(("zone_class", "level"),),
    )


def _targets() -> Table:
    return Table(
        "targets",
        tr("Targets"),
        (
            Field("plan", Kind.TEXT, tr("Work plan"), required=True),
            Field("target_set", Kind.TEXT, tr("Target set"), required=True),
            Field("figure", Kind.TEXT, tr("Figure"), required=True),
            Field("year", Kind.INTEGER, tr("Year"), required=True, least=FIRST_YEAR, most=LAST_YEAR),
            Field(
                "year_to",
                Kind.INTEGER,
                tr("To year"),
                least=FIRST_YEAR,
                most=LAST_YEAR,
                rule='"year_to" IS NULL OR "year_to" >= "year"',
                says=tr("A span must not end before it begins."),
            ),
            Field("category", Kind.TEXT, tr("Category")),
            Field("target_mu", Kind.REAL, tr("Target (mu)"), least=0),
            Field("measure", Kind.TEXT, tr("Measure"), required=True, codes="measure", default="'area'"),
            Field("target_value", Kind.REAL, tr("Target in its own unit"), least=0),
            Field("approximate", Kind.YES_NO, tr("Approximate"), required=True, default="0"),
            Field("paragraph", Kind.TEXT, tr("Paragraph of the plan")),
            Field("label", Kind.TEXT, tr("Description")),
        ),
    )


def _township_allocations() -> Table:
    return Table(
        "township_allocations",
        tr("Allocation to townships"),
        (
            Field("township_uuid", Kind.TEXT, tr("Township"), required=True, parent="townships"),
            Field("target_set", Kind.TEXT, tr("Target set"), required=True),
            Field("year", Kind.INTEGER, tr("Year"), required=True, least=FIRST_YEAR, most=LAST_YEAR),
            Field("year_to", Kind.INTEGER, tr("To year"), least=FIRST_YEAR, most=LAST_YEAR),
            Field("category", Kind.TEXT, tr("Category")),
            Field("target_mu", Kind.REAL, tr("Target (mu)"), required=True, least=0),
            Field("locked", Kind.YES_NO, tr("Locked"), required=True, default="0"),
            Field("remarks", Kind.TEXT, tr("Comments"), look=Look.LONG),
        ),
        keys=(("township_uuid", "year", "category"),),
    )


def _status_events() -> Table:
    return Table(
        "status_events",
        tr("Status events"),
        (
            Field("patch_uuid", Kind.TEXT, tr("Patch"), required=True, parent="patches"),
            Field(
                "step",
                Kind.TEXT,
                tr("Step"),
                required=True,
                codes="step",
                aliases=aliases.STATUS,
            ),
            Field("event_date", Kind.DATE, tr("Date"), required=True, aliases=aliases.DATE),
            Field("unit", Kind.TEXT, tr("Unit"), aliases=("YSDW", "ysdw", "验收单位")),
            Field("document", Kind.TEXT, tr("Document"), aliases=("验收文号",)),
            Field("result", Kind.TEXT, tr("Result"), codes="result"),
            Field("area_m2", Kind.REAL, tr("Area at this step (m²)"), least=0),
            Field("remarks", Kind.TEXT, tr("Comments"), look=Look.LONG),
        ),
        geometry="MultiPolygon",
    )


def _aftercare() -> Table:
    return Table(
        "aftercare",
        tr("Aftercare records"),
        (
            Field("patch_uuid", Kind.TEXT, tr("Patch"), required=True, parent="patches"),
            Field("surveyed_on", Kind.DATE, tr("Surveyed on"), required=True),
            Field("survival", Kind.REAL, tr("Survival (%)"), least=0, most=100),
            Field("replant_due", Kind.DATE, tr("Replanting due")),
            Field("replanted_on", Kind.DATE, tr("Replanted on")),
            Field("cared_by", Kind.TEXT, tr("Cared for by")),
            Field("until_date", Kind.DATE, tr("Aftercare until")),
            Field("remarks", Kind.TEXT, tr("Comments"), look=Look.LONG),
        ),
    )


def _funds() -> Table:
    return Table(
        "funds",
        tr("Funds"),
        (
            Field("patch_uuid", Kind.TEXT, tr("Patch"), parent="patches"),
            Field("mine_uuid", Kind.TEXT, tr("Mine"), parent="mines"),
            Field("fund_source", Kind.TEXT, tr("Source of funds"), required=True, codes="fund_source"),
            Field("amount", Kind.REAL, tr("Amount (10 000 yuan)"), required=True, least=0),
            Field("paid_on", Kind.DATE, tr("Date")),
            Field("document", Kind.TEXT, tr("Document")),
            Field("remarks", Kind.TEXT, tr("Comments"), look=Look.LONG),
        ),
    )


def _documents() -> Table:
    return Table(
        "documents",
        tr("Documents"),
        (
            Field("document_no", Kind.TEXT, tr("Document number")),
            Field("title", Kind.TEXT, tr("Title"), required=True),
            Field("kind", Kind.TEXT, tr("Kind"), required=True, codes="document_kind"),
            Field("issued_by", Kind.TEXT, tr("Issued by")),
            Field("issued_on", Kind.DATE, tr("Issued on")),
            Field("path", Kind.TEXT, tr("File"), look=Look.FILE),
            Field("digest", Kind.TEXT, tr("SHA-256")),
            Field("remarks", Kind.TEXT, tr("Comments"), look=Look.LONG),
        ),
        keys=(("document_no",),),
    )


def _photos() -> Table:
    return Table(
        "photos",
        tr("Photos"),
        (
            Field("patch_uuid", Kind.TEXT, tr("Patch"), parent="patches"),
            Field("path", Kind.TEXT, tr("Photo"), required=True, look=Look.PHOTO, aliases=("xczp", "照片")),
            Field("stage", Kind.TEXT, tr("Before, during or after"), codes="photo_stage"),
            Field("taken_at", Kind.MOMENT, tr("Taken at")),
            Field(
                "direction",
                Kind.REAL,
                tr("Direction (°)"),
                rule='"direction" IS NULL OR ("direction" >= 0 AND "direction" <= 360)',
                says=tr("The direction lies between 0 and 360 degrees."),
            ),
            Field("taken_by", Kind.TEXT, tr("Taken by")),
            Field("digest", Kind.TEXT, tr("SHA-256")),
            Field("remarks", Kind.TEXT, tr("Comments"), look=Look.LONG),
        ),
        geometry="Point",
        keys=(("path",),),
    )


def _findings() -> Table:
    return Table(
        "findings",
        tr("Findings"),
        (
            Field("code", Kind.TEXT, tr("Number"), required=True),
            Field("paragraph", Kind.TEXT, tr("Paragraph of the plan")),
            Field("what", Kind.TEXT, tr("What"), required=True, look=Look.LONG),
            Field("difference_mu", Kind.REAL, tr("Difference (mu)")),
            Field("state", Kind.TEXT, tr("State"), required=True, codes="finding_state", default="'OPEN'"),
            Field("plan", Kind.TEXT, tr("Work plan")),
        ),
        keys=(("code",),),
    )


def _decisions() -> Table:
    return Table(
        "decisions",
        tr("Decisions"),
        (
            Field("subject", Kind.TEXT, tr("Subject"), required=True),
            Field("choice", Kind.TEXT, tr("Choice"), required=True),
            Field("decided_by", Kind.TEXT, tr("Decided by"), required=True),
            Field("decided_on", Kind.DATE, tr("Decided on"), required=True),
            Field("basis", Kind.TEXT, tr("Basis"), required=True, look=Look.LONG),
        ),
    )


def _claims() -> Table:
    return Table(
        "claims",
        tr("Claims from outside"),
        (
            Field("claimed_on", Kind.DATE, tr("As at"), required=True),
            Field("scope", Kind.TEXT, tr("Scope"), codes="scope", required=True, default="'total'"),
            Field("scope_value", Kind.TEXT, tr("Township, year or category")),
            Field("measure", Kind.TEXT, tr("Measure"), required=True, codes="measure", default="'area'"),
            Field("claimed_value", Kind.REAL, tr("Claimed value"), required=True),
            Field("tolerance", Kind.REAL, tr("Tolerance"), required=True, default="0.01", least=0),
            Field("document", Kind.TEXT, tr("Document"), required=True),
            Field("remarks", Kind.TEXT, tr("Comments"), look=Look.LONG),
        ),
    )


def _deadlines() -> Table:
    return Table(
        "deadlines",
        tr("Deadlines"),
        (
            Field("kind", Kind.TEXT, tr("Kind"), required=True, codes="report_kind"),
            Field("due_on", Kind.DATE, tr("Due on"), required=True),
            Field("done_on", Kind.DATE, tr("Done on")),
            Field("responsible", Kind.TEXT, tr("Responsible units")),
            Field("paragraph", Kind.TEXT, tr("Paragraph of the plan")),
            Field("remarks", Kind.TEXT, tr("Comments"), look=Look.LONG),
        ),
    )


def _reports() -> Table:
    return Table(
        "reports",
        tr("Reports"),
        (
            Field("kind", Kind.TEXT, tr("Kind"), required=True, codes="report_kind"),
            Field("title", Kind.TEXT, tr("Title"), required=True),
            Field("cutoff_date", Kind.DATE, tr("Cut-off date"), required=True),
            Field("sent_on", Kind.DATE, tr("Sent on")),
            Field("sent_to", Kind.TEXT, tr("Sent to")),
            Field("run_id", Kind.TEXT, tr("Run")),
            Field("counted_mu", Kind.REAL, tr("Counted (mu)"), least=0),
            Field("path", Kind.TEXT, tr("File"), look=Look.FILE),
            Field("digest", Kind.TEXT, tr("SHA-256")),
            Field("remarks", Kind.TEXT, tr("Comments"), look=Look.LONG),
        ),
    )


def _report_patches() -> Table:
    return Table(
        "report_patches",
        tr("Patches in reports"),
        (
            Field("report_uuid", Kind.TEXT, tr("Report"), required=True, parent="reports"),
            Field("patch_uuid", Kind.TEXT, tr("Patch"), required=True, parent="patches"),
            Field("counted_mu", Kind.REAL, tr("Counted (mu)"), least=0),
        ),
    )


def _receipts() -> Table:
    return Table(
        "receipts",
        tr("Receipts"),
        (
            Field("received_on", Kind.DATE, tr("Received on"), required=True),
            Field("sender", Kind.TEXT, tr("Sender"), required=True),
            Field("file_name", Kind.TEXT, tr("File name"), required=True),
            Field("digest", Kind.TEXT, tr("SHA-256")),
            Field("rows", Kind.INTEGER, tr("Rows"), least=0),
            Field("added", Kind.INTEGER, tr("Added"), least=0),
            Field("updated", Kind.INTEGER, tr("Updated"), least=0),
            Field("rejected", Kind.INTEGER, tr("Rejected"), least=0),
            Field("remarks", Kind.TEXT, tr("Comments"), look=Look.LONG),
        ),
    )


def _sender_mappings() -> Table:
    return Table(
        "sender_mappings",
        tr("Field mappings of senders"),
        (
            Field("name", Kind.TEXT, tr("Name of the mapping"), required=True, unique=True),
            Field("sender", Kind.TEXT, tr("Sender")),
            Field("loaded_table", Kind.TEXT, tr("Table"), required=True),
            Field("mapping", Kind.TEXT, tr("Mapping"), required=True, look=Look.LONG),
            Field("remarks", Kind.TEXT, tr("Comments"), look=Look.LONG),
        ),
        keys=(("name",),),
    )


def _people() -> Table:
    return Table(
        "people",
        tr("People"),
        (
            Field("name", Kind.TEXT, tr("Name"), required=True),
            Field("unit", Kind.TEXT, tr("Unit")),
            Field("role", Kind.TEXT, tr("Role"), codes="role"),
            Field("telephone", Kind.TEXT, tr("Telephone")),
            Field("remarks", Kind.TEXT, tr("Comments"), look=Look.LONG),
        ),
        keys=(("name",),),
    )


def _codes() -> Table:
    return Table(
        "codes",
        tr("Code lists"),
        (
            Field("list", Kind.TEXT, tr("Code list"), required=True),
            Field("code", Kind.TEXT, tr("Code"), required=True),
            Field("label", Kind.TEXT, tr("Label"), required=True),
            Field("rank", Kind.INTEGER, tr("Order")),
            Field("rolls_up_to", Kind.TEXT, tr("Rolls up to")),
            Field("national_code", Kind.TEXT, tr("National code")),
        ),
        tracked=False,
    )


def _settings() -> Table:
    return Table(
        "settings",
        tr("Settings"),
        (
            Field("key", Kind.TEXT, tr("Setting"), required=True, unique=True),
            Field("content", Kind.TEXT, tr("Content")),
        ),
        tracked=False,
    )


def _run_log() -> Table:
    return Table(
        "run_log",
        tr("Run log"),
        (
            Field("run_id", Kind.TEXT, tr("Run"), required=True),
            Field("algorithm", Kind.TEXT, tr("Algorithm"), required=True),
            Field("started_at", Kind.MOMENT, tr("Started at"), required=True),
            Field("summary", Kind.TEXT, tr("Summary"), look=Look.LONG),
        ),
        tracked=False,
    )


def _history() -> Table:
    return Table(
        "history",
        tr("History"),
        (
            Field("table_name", Kind.TEXT, tr("Table"), required=True),
            Field("row_uuid", Kind.TEXT, tr("Row")),
            Field("change", Kind.TEXT, tr("Change"), required=True, codes="change"),
            Field("column_name", Kind.TEXT, tr("Field")),
            Field("old_value", Kind.TEXT, tr("Old value")),
            Field("old_geom", Kind.BLOB, tr("Old geometry")),
            Field("changed_at", Kind.MOMENT, tr("Changed at"), required=True),
            Field("signed_by", Kind.TEXT, tr("Signed by")),
            Field("reason", Kind.TEXT, tr("Reason")),
        ),
        tracked=False,
    )


_DECLARED = (
    _mines,
    _licences,
    _campaigns,
    _patches,
    _townships,
    _township_aliases,
    _zones,
    _zone_lines,
    _zone_rules,
    _targets,
    _township_allocations,
    _status_events,
    _aftercare,
    _funds,
    _documents,
    _photos,
    _findings,
    _decisions,
    _claims,
    _deadlines,
    _reports,
    _report_patches,
    _receipts,
    _sender_mappings,
    _people,
    _codes,
    _settings,
    _run_log,
    _history,
)

MINES = Columns(table("mines"))
LICENCES = Columns(table("licences"))
CAMPAIGNS = Columns(table("campaigns"))
PATCHES = Columns(table("patches"))
TOWNSHIPS = Columns(table("townships"))
TOWNSHIP_ALIASES = Columns(table("township_aliases"))
ZONES = Columns(table("zones"))
ZONE_LINES = Columns(table("zone_lines"))
ZONE_RULES = Columns(table("zone_rules"))
TARGETS = Columns(table("targets"))
TOWNSHIP_ALLOCATIONS = Columns(table("township_allocations"))
STATUS_EVENTS = Columns(table("status_events"))
AFTERCARE = Columns(table("aftercare"))
FUNDS = Columns(table("funds"))
DOCUMENTS = Columns(table("documents"))
PHOTOS = Columns(table("photos"))
FINDINGS = Columns(table("findings"))
DECISIONS = Columns(table("decisions"))
CLAIMS = Columns(table("claims"))
DEADLINES = Columns(table("deadlines"))
REPORTS = Columns(table("reports"))
REPORT_PATCHES = Columns(table("report_patches"))
RECEIPTS = Columns(table("receipts"))
SENDER_MAPPINGS = Columns(table("sender_mappings"))
PEOPLE = Columns(table("people"))
CODES = Columns(table("codes"))
SETTINGS = Columns(table("settings"))
RUN_LOG = Columns(table("run_log"))
HISTORY = Columns(table("history"))
