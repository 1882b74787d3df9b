"""The views of a campaign: the patches with what they count by, and the history with its signatures."""

from __future__ import annotations

from collections.abc import Iterator

from .schema import CAMPAIGNS, CODES, FID, GEOMETRY, HISTORY, MINES, PATCHES, SETTINGS, STATUS_EVENTS, UUID
from .sql import quoted, sql

SIGNED_HISTORY, COUNTED_PATCHES = "history_signed", "counted_patches"
ACTIVE = "campaign"  # the setting that names the campaign that counts
UNSIGNED = "未署名"
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
    carry a geometry of their own count each for their ground; otherwise the first event counts for the whole patch.
    Patches of coal mines are left out.
    """
    named = [f"{name} AS ({body})" for name, body in {**_reaching(), **_choosing()}.items()]
    whole = _rows(f"p.{FID}", "p", f"n.{GEOMETRY} IS NULL")
    own = _rows(f"{OWN_GROUND} + n.event", "n", f"n.{GEOMETRY} IS NOT NULL")
    return sql("WITH", named, whole, "UNION ALL", own)


def _rows(number: str, ground: str, when: str) -> str:
    """Patches with their event; the geometry is a bare column, because GDAL knows it by its declared type."""
    e, p = STATUS_EVENTS, PATCHES
    shown = [
        f"{number} AS {ROW}",
        *(f"{ground}.{GEOMETRY}", f"p.{p.patch_no}", f"p.{p.plan_year}", f"n.{e.event_date}"),
        f"coalesce(k.{CODES.rolls_up_to}, p.{p.category}) AS {p.category}",
        f"coalesce(n.{e.step}, l.{e.step}, {quoted('NOT_STARTED')}) AS {e.step}",
    ]
    joins = [
        sql("LEFT JOIN counting n ON", f"n.{e.patch_uuid} = p.{UUID}"),
        sql("LEFT JOIN latest l ON", f"l.{e.patch_uuid} = p.{UUID}"),
        sql("LEFT JOIN", CODES, "k ON", f"k.{CODES.list} = 'category' AND k.{CODES.code} = p.{p.category}"),
        sql("LEFT JOIN", MINES, "m ON", f"m.{UUID} = p.{p.mine_uuid}"),
    ]
    counts = f"(p.{p.campaign_uuid} IS NULL OR p.{p.campaign_uuid} = a.{UUID}) AND coalesce(m.{MINES.coal}, 0) = 0"
    return sql("SELECT", shown, "FROM", p, "p JOIN active a", *joins, "WHERE", counts, "AND", when)


def _reaching() -> dict[str, str]:
    """The campaign that counts with the rank of its counting step, and the events that reach that step."""
    e, c = STATUS_EVENTS, CAMPAIGNS
    step = sql("JOIN", CODES, "s ON", f"s.{CODES.list} = 'step' AND s.{CODES.code} =")
    chosen = sql("(SELECT", SETTINGS.content, "FROM", SETTINGS, "WHERE", SETTINGS.key, "=", quoted(ACTIVE), ")")
    least = [f"c.{UUID}", f"s.{CODES.rank} AS least"]
    events = [f"e.{FID} AS event", *(f"e.{name}" for name in (e.patch_uuid, e.event_date, GEOMETRY, e.step))]
    events.append(f"s.{CODES.rank} AS rung")
    return {
        "active": sql("SELECT", least, "FROM", c, "c", step, f"c.{c.counting_step}", "WHERE", f"c.{UUID} =", chosen),
        "passing": sql("SELECT", events, "FROM", e, "e", step, f"e.{e.step}", "WHERE", f"e.{e.result} IS NOT 'FAILED'"),
        "reached": sql("SELECT", "r.*, a.least FROM passing r JOIN active a WHERE r.rung >= a.least"),
    }


def _choosing() -> dict[str, str]:
    """The events that count, and of each patch the highest step."""
    e = STATUS_EVENTS
    kept = ["event", e.patch_uuid, e.event_date, GEOMETRY, e.step]
    by_date = sql("PARTITION BY", e.patch_uuid, "ORDER BY", [e.event_date, "event"])
    by_rung = sql("PARTITION BY", e.patch_uuid, "ORDER BY rung DESC, event DESC")
    others = sql("SELECT", e.patch_uuid, "FROM", "own")
    return {
        "own": sql("SELECT", "* FROM reached WHERE rung = least AND", GEOMETRY, "IS NOT NULL"),
        "ranked": sql("SELECT", "*, row_number() OVER (", by_date, ") AS place", "FROM", "reached"),
        "first": sql("SELECT", "* FROM ranked WHERE place = 1 AND", e.patch_uuid, "NOT IN (", others, ")"),
        "counting": sql("SELECT", kept, "FROM own UNION ALL SELECT", kept, "FROM", "first"),
        "highest": sql("SELECT", "*, row_number() OVER (", by_rung, ") AS place", "FROM", "passing"),
        "latest": sql("SELECT", [e.patch_uuid, e.step], "FROM", "highest WHERE place = 1"),
    }
