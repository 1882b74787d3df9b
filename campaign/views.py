"""The views of a campaign: the patches with what they count by, and the history with its signatures."""

from __future__ import annotations

from collections.abc import Iterator

from .schema import CAMPAIGNS, CODES, FID, GEOMETRY, HISTORY, MINES, PATCHES, SETTINGS, STATUS_EVENTS, UUID
from .sql import quoted, sql

SIGNED_HISTORY, COUNTED_PATCHES = "history_signed", "counted_patches"
ACTIVE = "campaign"  # the setting that names the campaign that counts
UNSIGNED = "未署名"
STATED_M2 = "stated_m2"  # the area by which a patch counts, where that is not the one of its geometry
OWN_GROUND = 1_000_000_000  # added to the number of an event that counts for ground of its own
ROW = "OGC_FID"  # by this name GDAL finds the row number of a view


def statements() -> Iterator[str]:
    """What makes the views, and the index that they need."""
    yield sql("CREATE UNIQUE INDEX", "codes_code", "ON", CODES, "(", [CODES.list, CODES.code], ")")
    yield sql("CREATE VIEW", SIGNED_HISTORY, "AS", _signed_history())
    yield sql("CREATE VIEW", COUNTED_PATCHES, "AS", _counted_patches())


def _signed_history() -> str:
    """Every change with who signed it: in the same statement, else the next signed change of that row."""
    h = HISTORY
    same_row = [f"n.{name} = h.{name}" for name in (h.row_uuid, h.table_name)]
    later = " AND ".join([*same_row, f"n.{FID} > h.{FID}", f"n.{h.signed_by} IS NOT NULL"])
    following = sql("(SELECT", f"n.{h.signed_by}", "FROM", h, "n WHERE", later, "ORDER BY", f"n.{FID}", "LIMIT 1)")
    signed = sql("coalesce(", [f"h.{h.signed_by}", following, quoted(UNSIGNED)], ") AS", h.signed_by)
    shown = [f"h.{name}" for name in (h.table_name, h.row_uuid, h.change, h.column_name, h.old_value, h.changed_at)]
    return sql("SELECT", [f"h.{FID} AS {ROW}", *shown, signed, f"h.{h.reason}"], "FROM", h, "h")


def _counted_patches() -> str:
    """The patches of the active campaign with the event by which they count, if any.

    An event counts at the campaign's counting step or a later one, unless it failed. Events of the step itself that
    carry a geometry of their own count each for their ground; otherwise the first event counts for the whole patch,
    or for the ground that it carries. Without an event that did not fail the step is NULL: nobody has recorded one,
    which does not say that nothing was begun. Patches of coal mines are left out. Everything is looked up patch by
    patch through the index of the events: joins of whole tables would take minutes.
    """
    e = STATUS_EVENTS
    first = sql(f"n.{FID} = (", _first(), ")")
    parts = sql("EXISTS (", _own_events(), ")")
    whole = sql(*_shown(f"p.{FID}", "p"), "LEFT JOIN", e, "n ON", first, *_rolled_up())
    whole = sql(whole, "WHERE", f"n.{GEOMETRY} IS NULL AND NOT", parts)
    exact = f"n.{e.result} IS NOT 'FAILED' AND n.{e.step} = a.{CAMPAIGNS.counting_step}"
    counting = sql(f"n.{GEOMETRY} IS NOT NULL AND (", exact, "OR (", first, "AND NOT", parts, "))")
    of_patch = f"n.{e.patch_uuid} = p.{UUID}"
    own = sql(*_shown(f"{OWN_GROUND} + n.{FID}", "n"), "JOIN", e, "n ON", of_patch, *_rolled_up(), "WHERE", counting)
    return sql("WITH", f"active AS ({_active()})", whole, "UNION ALL", own)


def _shown(number: str, ground: str) -> list[str]:
    """The columns; the geometry is a bare one, because GDAL knows it by its declared type."""
    e, p = STATUS_EVENTS, PATCHES
    shown = [
        f"{number} AS {ROW}",
        *(f"{ground}.{GEOMETRY}", f"p.{p.patch_no}", f"p.{p.plan_year}", f"n.{e.event_date}"),
        f"coalesce(k.{CODES.rolls_up_to}, p.{p.category}) AS {p.category}",
        sql("coalesce(", [f"n.{e.step}", f"({_latest()})"], ") AS", e.step),
        sql(_stated(whole=ground == "p"), "AS", STATED_M2),
    ]
    coal = sql("SELECT", UUID, "FROM", MINES, "WHERE", MINES.coal)
    counts = f"coalesce(p.{p.campaign_uuid}, a.{UUID}) = a.{UUID} AND coalesce(p.{p.mine_uuid}, '') NOT IN ({coal})"
    return ["SELECT", ", ".join(shown), "FROM", "active a JOIN", str(p), "p ON", counts]


def _stated(*, whole: bool) -> str:
    """The area by which a patch counts in the campaign's accounting, NULL where it counts by its ground.

    Ground of an event counts by the area of that event; areas of the whole patch are not those of a part.
    """
    p = PATCHES
    of_patch = {"GEODESIC": p.geodesic_m2, "DECLARED": p.declared_m2, "LICENCE": p.licence_m2}
    found = [("ACCEPTED", f"coalesce(n.{STATUS_EVENTS.area_m2}, p.{p.accepted_m2})" if whole else
              f"n.{STATUS_EVENTS.area_m2}")]  # fmt: skip
    found += [(basis, f"p.{column}") for basis, column in of_patch.items() if whole]
    cases = [sql("WHEN", quoted(basis), "THEN", column) for basis, column in found]
    return sql(f"CASE a.{CAMPAIGNS.accounting_basis}", *cases, "END")


def _rolled_up() -> list[str]:
    """The category that a patch's own rolls up to."""
    category = f"k.{CODES.list} = 'category' AND k.{CODES.code} = p.{PATCHES.category}"
    return ["LEFT JOIN", str(CODES), "k ON", category]


def _active() -> str:
    """The campaign that counts, with the rank of its counting step."""
    c = CAMPAIGNS
    step = f"s.{CODES.list} = 'step' AND s.{CODES.code} = c.{c.counting_step}"
    chosen = sql("(SELECT", SETTINGS.content, "FROM", SETTINGS, "WHERE", SETTINGS.key, "=", quoted(ACTIVE), ")")
    columns = [f"c.{UUID}", f"c.{c.counting_step}", f"c.{c.accounting_basis}", f"s.{CODES.rank} AS least"]
    return sql("SELECT", columns, "FROM", c, "c JOIN", CODES, "s ON", step, "WHERE", f"c.{UUID} =", chosen)


def _of_patch(columns: str, name: str) -> str:
    """The events of the patch ``p`` that did not fail, with their rung ``s``."""
    e = STATUS_EVENTS
    step = f"s.{CODES.list} = 'step' AND s.{CODES.code} = {name}.{e.step}"
    where = f"{name}.{e.patch_uuid} = p.{UUID} AND {name}.{e.result} IS NOT 'FAILED'"
    return sql("SELECT", columns, "FROM", e, name, "JOIN", CODES, "s ON", step, "WHERE", where)


def _first() -> str:
    order = [f"f.{STATUS_EVENTS.event_date}", f"f.{FID}"]
    return sql(_of_patch(f"f.{FID}", "f"), f"AND s.{CODES.rank} >= a.least ORDER BY", order, "LIMIT 1")


def _latest() -> str:
    return sql(_of_patch(f"l.{STATUS_EVENTS.step}", "l"), f"ORDER BY s.{CODES.rank} DESC, l.{FID} DESC LIMIT 1")


def _own_events() -> str:
    return sql(_of_patch("1", "o"), f"AND s.{CODES.rank} = a.least AND o.{GEOMETRY} IS NOT NULL")
