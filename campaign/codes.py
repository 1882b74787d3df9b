"""Code lists of the campaign database, in the profession's terms: what a field may hold, worded, with its roll-up.

Categories go down to the legal sub-type; ``rolls_up_to`` leads to the plan's own term. ``national`` is the code of
the national survey tables or of the forms met in practice, by which files that come in are understood.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..texts import tr

OFFICIAL = "OFFICIAL"  # the accounting basis that counts geometry


@dataclass(frozen=True)
class Code:
    """One value: as stored, as shown to people, the value that it is summed under, and its national code."""

    value: str
    label: str
    rolls_up_to: str = ""
    national: str = ""


@dataclass(frozen=True)
class CodeList:
    """Values in their order; for a ladder the order is the rank."""

    name: str
    label: str
    codes: tuple[Code, ...]

    @property
    def values(self) -> tuple[str, ...]:
        """The values as stored."""
        return tuple(code.value for code in self.codes)


def code_lists() -> dict[str, CodeList]:
    """All code lists by name, worded in the language of now."""
    return {made.name: made for made in (declare() for declare in _DECLARED)}


def code_list(name: str) -> CodeList:
    """One code list; raises ``KeyError`` where there is none of that name."""
    return code_lists()[name]


def _category() -> CodeList:
    return CodeList(
        "category",
        tr("Categories"),
        (
            Code("in_production", tr("Mine in production"), national="31"),
            Code("under_construction", tr("Mine under construction")),
            Code("closed", tr("Closed mine")),
            Code("closed_by_policy", tr("Mine closed by policy")),
            Code(
                "closed_by_policy_government",
                tr("Mine closed by policy, treated by the government"),
                rolls_up_to="closed_by_policy",
                national="12",
            ),
            Code(
                "closed_by_policy_enterprise",
                tr("Mine closed by policy, treated by the enterprise"),
                rolls_up_to="closed_by_policy",
                national="21",
            ),
            Code("abandoned", tr("Abandoned mine")),
            Code(
                "abandoned_with_party", tr("Abandoned mine with a liable party"), rolls_up_to="abandoned", national="22"
            ),
            Code(
                "abandoned_without_party",
                tr("Abandoned mine without a liable party"),
                rolls_up_to="abandoned",
                national="11",
            ),
            Code("legacy", tr("Legacy mine"), national="10"),
        ),
    )


def _liable_party() -> CodeList:
    return CodeList(
        "liable_party",
        tr("Liable parties"),
        (
            Code("ENTERPRISE", tr("Enterprise")),
            Code("GOVERNMENT", tr("Government")),
            Code("EXTINCT", tr("Liable party extinct")),
            Code("UNIDENTIFIED", tr("Liable party cannot be identified")),
        ),
    )


def _mining_method() -> CodeList:
    return CodeList(
        "mining_method",
        tr("Mining methods"),
        (
            Code("OPEN_PIT", tr("Open pit"), national="A"),
            Code("UNDERGROUND", tr("Underground"), national="B"),
            Code("COMBINED", tr("Open pit and underground"), national="C"),
        ),
    )


def _damage_type() -> CodeList:
    return CodeList(
        "damage_type",
        tr("Kinds of damage"),
        (
            Code("EXCAVATED", tr("Excavated")),
            Code("OCCUPIED", tr("Occupied")),
            Code("SUBSIDED", tr("Subsided")),
        ),
    )


def _restoration_mode() -> CodeList:
    return CodeList(
        "restoration_mode",
        tr("Restoration modes"),
        (
            Code("NATURAL_RECOVERY", tr("Natural recovery"), national="1"),
            Code("ASSISTED_REGENERATION", tr("Assisted regeneration"), national="2"),
            Code("RECONSTRUCTION", tr("Ecological reconstruction"), national="3"),
            Code("CONVERSION", tr("Conversion to other use"), national="4"),
            Code("ASSISTED_NATURAL_REGENERATION", tr("Assisted natural regeneration")),
        ),
    )


def _accounting_basis() -> CodeList:
    """The area by which patches count; any but the official one is spread over the ground that counts."""
    return CodeList(
        "accounting_basis",
        tr("Areas by which patches count"),
        (
            Code(OFFICIAL, tr("Official area, by geometry")),
            Code("GEODESIC", tr("Geodesic area")),
            Code("DECLARED", tr("Declared area")),
            Code("ACCEPTED", tr("Accepted area")),
            Code("LICENCE", tr("Licence area")),
        ),
    )


def _step() -> CodeList:
    return CodeList(
        "step",
        tr("Steps of the status ladder"),
        (
            Code("NOT_STARTED", tr("Not started"), national="WXF"),
            Code("PLAN_DRAFTED", tr("Plan being drafted")),
            Code("PLAN_FILED", tr("Plan filed for the record")),
            Code("IN_PROGRESS", tr("Works under way"), national="XFZ"),
            Code("MAIN_WORKS_DONE", tr("Main works done")),
            Code("REVEGETATED", tr("Revegetation done"), national="XF"),
            Code("SELF_CHECK", tr("Self-check")),
            Code("PRELIMINARY_ACCEPTANCE", tr("County's preliminary acceptance")),
            Code("ACCEPTANCE", tr("City's acceptance")),
            Code("VERIFICATION", tr("Province's verification")),
            Code("AFTERCARE", tr("Aftercare")),
            Code("CLOSED_OUT", tr("Closed out")),
        ),
    )


def _result() -> CodeList:
    return CodeList(
        "result",
        tr("Results of an acceptance"),
        (
            Code("PASSED", tr("Passed")),
            Code("CONDITIONAL", tr("Passed with conditions")),
            Code("FAILED", tr("Failed, to be corrected")),
        ),
    )


def _zone_class() -> CodeList:
    return CodeList(
        "zone_class",
        tr("Zone classes"),
        (
            Code("NATURE_RESERVE", tr("Nature reserve")),
            Code("WATER_SOURCE", tr("Water source protection area")),
            Code("SCENIC_AREA", tr("Scenic area")),
            Code("RESIDENTIAL_AREA", tr("Residential area")),
            Code("TRANSPORT_LINE", tr("Main transport line")),
            Code("RIVER_CORRIDOR", tr("River corridor")),
        ),
    )


def _zone_level() -> CodeList:
    return CodeList(
        "zone_level",
        tr("Levels of zones"),
        (
            Code("CORE", tr("Core zone")),
            Code("BUFFER", tr("Buffer zone")),
            Code("EXPERIMENTAL", tr("Experimental zone")),
            Code("CLASS_1", tr("Class I")),
            Code("CLASS_2", tr("Class II")),
            Code("QUASI", tr("Quasi-protection area")),
            Code("NATIONAL", tr("National level")),
            Code("PROVINCIAL", tr("Provincial level")),
            Code("OTHER", tr("Other")),
        ),
    )


def _measure() -> CodeList:
    return CodeList(
        "measure",
        tr("Measures"),
        (
            Code("area", tr("Remediated area (mu)")),
            Code("greened_area", tr("Greened area (mu)")),
            Code("mine_count", tr("Number of mines")),
            Code("trees", tr("Trees planted")),
        ),
    )


def _fund_source() -> CodeList:
    return CodeList(
        "fund_source",
        tr("Sources of funds"),
        (
            Code("ENTERPRISE_FUND", tr("Enterprise's restoration fund")),
            Code("CENTRAL_BUDGET", tr("Central budget")),
            Code("PROVINCIAL_BUDGET", tr("Provincial budget")),
            Code("CITY_BUDGET", tr("City budget")),
            Code("COUNTY_BUDGET", tr("County budget")),
            Code("SOCIAL", tr("Social capital")),
        ),
    )


def _document_kind() -> CodeList:
    return CodeList(
        "document_kind",
        tr("Kinds of documents"),
        (
            Code("WORK_PLAN", tr("Work plan")),
            Code("IMPLEMENTATION_PLAN", tr("Implementation plan")),
            Code("FILING", tr("Filing for the record")),
            Code("ACCEPTANCE_OPINION", tr("Acceptance opinion")),
            Code("LICENCE", tr("Mining licence")),
            Code("OTHER", tr("Other")),
        ),
    )


def _photo_stage() -> CodeList:
    return CodeList(
        "photo_stage",
        tr("Stages of photos"),
        (
            Code("BEFORE", tr("Before treatment")),
            Code("DURING", tr("During treatment")),
            Code("AFTER", tr("After treatment")),
        ),
    )


def _finding_state() -> CodeList:
    return CodeList(
        "finding_state",
        tr("States of a finding"),
        (
            Code("OPEN", tr("Open")),
            Code("NOTED", tr("Noted")),
            Code("DECIDED", tr("Decided")),
        ),
    )


def _scope() -> CodeList:
    return CodeList(
        "scope",
        tr("Scopes of a claim"),
        (
            Code("total", tr("Whole campaign")),
            Code("township", tr("Township")),
            Code("year", tr("Year")),
            Code("category", tr("Category")),
        ),
    )


def _report_kind() -> CodeList:
    return CodeList(
        "report_kind",
        tr("Kinds of reports and deadlines"),
        (
            Code("monthly", tr("Monthly report")),
            Code("half_year", tr("Half-year summary")),
            Code("annual", tr("Annual summary")),
            Code("year_end", tr("End of the task year")),
            Code("stage", tr("Stage report")),
            Code("own_plan", tr("Own implementation plan")),
        ),
    )


def _role() -> CodeList:
    return CodeList(
        "role",
        tr("Roles"),
        (
            Code("LIAISON", tr("Liaison")),
            Code("SURVEYOR", tr("Surveyor")),
            Code("CHECKER", tr("Checker")),
            Code("APPROVER", tr("Approver")),
        ),
    )


def _change() -> CodeList:
    return CodeList(
        "change",
        tr("Changes"),
        (
            Code("update", tr("Changed")),
            Code("delete", tr("Deleted")),
        ),
    )


_DECLARED = (
    _category,
    _liable_party,
    _mining_method,
    _damage_type,
    _restoration_mode,
    _accounting_basis,
    _step,
    _result,
    _zone_class,
    _zone_level,
    _measure,
    _fund_source,
    _document_kind,
    _photo_stage,
    _finding_state,
    _scope,
    _report_kind,
    _role,
    _change,
)
