"""An earlier state that a map is compared with: from the folder of a report, or a GeoPackage of ``exportprogress``."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from datetime import date
from math import fsum
from pathlib import Path
from typing import Any

from qgis.core import QgsCoordinateReferenceSystem, QgsVectorLayer

from ..engine.printing import UNITS_PER_MU
from ..engine.problems import Notice, Refusal, warning
from ..engine.results import ProgressResult
from ..engine.rounding import account_line
from ..engine.scheme import CLASSES
from ..engine.values import parse_dates
from ..reports import words
from ..reports.layers import open_layer
from ..reports.map_compare import Earlier
from ..reports.map_spec import Shapes, marked_text, mu_text
from ..texts import tr
from . import files
from .sources import is_empty

_GEOPACKAGE = "progress.gpkg"
_NEEDED = {"patches", "townships", "area_summary"}


def read_earlier(given: Path) -> Earlier:
    """The state that a report's folder or a GeoPackage holds.

    Raises ``Refusal("earlier_unreadable", path)`` where it holds none.
    """
    path = _geopackage(given)
    if not path.is_file() or not set(_tables(path)) >= _NEEDED:
        raise Refusal("earlier_unreadable", path=str(given))
    patches, townships = open_layer(path, "patches"), open_layer(path, "townships")
    zones, total = _zones(path)
    categories, by_category = _categories(path)
    rows = _rows(patches)
    return Earlier(
        label=_label(path),
        zones=zones,
        categories=categories,
        total=total or by_category,
        left_out=_left_out(path, rows),
        townships=_shapes(townships),
        township_labels=_labels(path, townships),
        patches=_shapes(patches),
        patch_zones=[row["zone_class"] for row in rows],
        patch_categories=_patch_categories(path, patches),
        counted=[bool(row["counted"]) for row in rows],
        converted=patches.fields().lookupField("figure_mu") >= 0,
    )


def earlier_of(result: ProgressResult, townships: Shapes, patches: Shapes, label: str) -> Earlier:
    """The state of a run of this campaign up to an earlier date."""
    figures, table, account = result.figures, result.patches, result.account
    (total,) = figures.scope("total").itertuples()
    counted = table["counted"].to_numpy(dtype=bool)
    zones = {row.zone_class: _count(row) for row in figures.scope("zone").itertuples()}
    names = [words.township_name(each) for each in result.townships["township"]]
    labels = map(marked_text, result.townships["remediated_mu_printed"], result.townships["remediated_mu"])
    return Earlier(
        label=label,
        zones=zones if result.zone_classes else {},
        categories={_plain(row.category): _count(row) for row in figures.scope("category").itertuples()},
        total=_count(total),
        left_out=(int((~counted).sum()), marked_text(account.not_counted_mu_printed, account.not_counted_mu)),
        townships=townships,
        township_labels=list(zip(names, labels)),
        patches=patches,
        patch_zones=[_plain(each) for each in table["zone_class"]],
        patch_categories=[_plain(each) for each in table["category"]],
        counted=counted.tolist(),
        converted=bool(result.basis),
    )


def _count(row: Any) -> tuple[int, str]:
    return int(row.patches), mu_text(row.mu_printed, row.adjusted)


def _plain(value: Any) -> Any:
    return None if words.is_missing(value) else value


def _tables(path: Path) -> list[str]:
    try:
        with closing(files.connect(path)) as connection:
            return [str(name) for (name,) in connection.execute("SELECT table_name FROM gpkg_contents")]
    except sqlite3.Error:
        return []


def _query(path: Path, statement: str) -> list[tuple[Any, ...]]:
    with closing(files.connect(path)) as connection:
        return list(connection.execute(statement))


def _zones(path: Path) -> tuple[dict[str, tuple[int, str]], tuple[int, str] | None]:
    """Patches and printed mu by zone class, and in all; empty where no zones were asked for."""
    if "zone_summary" not in _tables(path):
        return {}, None
    rows = _query(path, "SELECT zone_class, patches, counted_net_mu_printed, counted_net_mu FROM zone_summary")
    found = {name: (int(patches), marked_text(*mu)) for name, patches, *mu in rows if patches is not None}
    return found, found.pop(words.TOTAL, None)


def _categories(path: Path) -> tuple[dict[Any, tuple[int, str]], tuple[int, str]]:
    """Patches and printed mu by category, and in all."""
    rows = _query(path, "SELECT category, area_mu_printed, area_mu, patch_ids FROM area_summary")
    of_category: dict[Any, list[tuple[Any, ...]]] = {}
    for category, *row in rows:
        of_category.setdefault(category, []).append(tuple(row))
    found = {category: _together(members) for category, members in of_category.items()}
    return found, _together([tuple(row) for _, *row in rows])


def _together(rows: list[tuple[Any, ...]]) -> tuple[int, str]:
    """Patches and printed mu of rows (printed, true, ids of patches)."""
    ids = {each for _, _, patches in rows for each in (patches or "").split(",") if each}
    printed, true = (fsum(row[place] for row in rows) for place in (0, 1))
    return len(ids), marked_text(round(printed, 2), true)


def _left_out(path: Path, rows: list[dict[str, Any]]) -> tuple[int, str]:
    """The patches that are not counted, printed as the account of that run has it."""
    units = [(row["area_mu"] if row["figure_mu"] is None else row["figure_mu"]) or 0.0 for row in rows]
    units = [mu * UNITS_PER_MU for mu in units]
    left_out = fsum(unit for unit, row in zip(units, rows) if not row["counted"])
    counted = fsum(mu for (mu,) in _query(path, "SELECT area_mu FROM area_summary")) * UNITS_PER_MU
    overlap = max(0.0, fsum(units) - counted - left_out)  # where overlaps are kept, none is taken off
    printed = account_line(counted + overlap + left_out, counted, overlap, left_out)
    text = mu_text(printed.not_counted / UNITS_PER_MU, "not_counted" in printed.adjusted)
    return sum(not row["counted"] for row in rows), text


def _patch_categories(path: Path, patches: QgsVectorLayer) -> list[Any]:
    """The category of each patch, as its pieces have it: its number stands in the field whose values they have too."""
    known = {str(number): category for number, category in _query(path, "SELECT patch_id, category FROM pieces")}
    texts = _texts(patches)
    field = _field_of(texts, set(known))
    return [known.get(number) for number in texts[field]]


def _rows(layer: QgsVectorLayer) -> list[dict[str, Any]]:
    names = ("counted", "zone_class", "area_mu", "figure_mu")  # the last where another area counts
    places = [layer.fields().lookupField(name) for name in names]
    found = []
    for feature in layer.getFeatures():
        values = [feature[place] if place >= 0 else None for place in places]
        found.append({name: None if is_empty(value) else value for name, value in zip(names, values)})
    return found


def _shapes(layer: QgsVectorLayer) -> Shapes:
    wkb = [feature.geometry().asWkb().data() or None for feature in layer.getFeatures()]
    return Shapes(wkb, layer.crs().toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED))


def _labels(path: Path, townships: QgsVectorLayer) -> list[tuple[str, str]]:
    """Name and printed mu of each township: its name stands in the field whose values the pieces have too."""
    known = {name for (name,) in _query(path, "SELECT DISTINCT township FROM area_summary") if name}
    texts = _texts(townships)
    printed = [
        marked_text(feature["remediated_mu_printed"], feature["remediated_mu"]) for feature in townships.getFeatures()
    ]
    return list(zip(texts[_field_of(texts, known)], printed))


def _texts(layer: QgsVectorLayer) -> dict[str, list[str]]:
    """The values of each field as text."""
    names = [field.name() for field in layer.fields()]
    lines = [[str(value).strip() for value in feature.attributes()] for feature in layer.getFeatures()]
    return dict(zip(names, map(list, zip(*lines)))) if lines else {name: [] for name in names}


def _field_of(texts: Mapping[str, Sequence[str]], known: set[str]) -> str:
    """The field that has the most of the *known* values."""
    return max(texts, key=lambda name: len(known & set(texts[name])))


def other_rules(given: Path, now: Iterable[tuple[str, str]]) -> list[str]:
    """By what other rules the state at *given* was counted than the provenance *now* says, in words, item by item.

    Nothing is said of a state in another language.
    """
    then, here = _provenance(_geopackage(given)), dict(now)
    if tr("Program") not in then:
        return []
    items = [item for item in _rules() if _rule(item, then) != _rule(item, here)]
    told = tr("{item} (earlier: {then}; now: {now})")
    return [told.format(item=each, then=then.get(each, tr("none")), now=here.get(each, tr("none"))) for each in items]


def other_cutoff(given: Path, last: date | None) -> list[Notice]:
    """What is to be said where only one of two states, that at *given* and one up to *last*, has a cut-off date.

    Raises ``Refusal("earlier_later", first, last)`` where the earlier state goes on for longer.
    """
    found = _provenance(_geopackage(given))
    first = _cutoff(found)
    if first is not None and last is not None and first > last:
        raise Refusal("earlier_later", first=first.isoformat(), last=last.isoformat())
    if tr("Program") not in found or (first is None) == (last is None):
        return []
    if last is None:
        return [warning("now_without_cutoff", first=str(first))]
    return [warning("earlier_without_cutoff", last=last.isoformat())]


def _rules() -> list[str]:
    """The items that decide what counts and for which class."""
    distance = tr("{zone_class}: distance (metres)")
    zones = [distance.format(zone_class=words.zone_class_name(name)) for name in CLASSES]
    return [tr("Status field"), tr("Counted statuses"), tr("Townships"), tr("Shared ground"), *zones]


def _rule(item: str, found: Mapping[str, str]) -> str | None:
    """What counts of the words: whether there is a status field; a distance, not whether it is confirmed."""
    text = found.get(item)
    if text is None or item == tr("Status field"):
        return text and item
    return re.split("[,，]", text)[0].replace(" ", "") if item in _rules()[4:] else text


def _geopackage(given: Path) -> Path:
    return given / _GEOPACKAGE if given.is_dir() else given


def _provenance(path: Path) -> dict[str, str]:
    return dict(_query(path, "SELECT key, value FROM provenance")) if "provenance" in _tables(path) else {}


def _cutoff(found: Mapping[str, str]) -> date | None:
    days, bad = parse_dates([found.get(tr("Cut-off date"), "")])
    return None if bad[0] else days[0].astype(object)  # type: ignore[no-any-return]


def _label(path: Path) -> str:
    """Up to which date it counts, as its provenance says; else the name of the file."""
    day = _cutoff(_provenance(path))
    if day is not None:
        return tr("Up to {date}").format(date=day.isoformat())
    return path.parent.name if path.name == _GEOPACKAGE else path.stem
