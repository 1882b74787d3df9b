"""From a layer of polygons to a text of coordinates, read again before it is put in place.

Imported only when an algorithm runs: this module needs the computing libraries.
"""

from __future__ import annotations

from itertools import chain, count
from pathlib import Path
from typing import Any

import numpy as np
from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingFeedback

from ..engine.planes import checked_crs, crs_name, from_equal_area, to_lonlat
from ..engine.problems import Notice, Refusal, info, warning
from ..engine.progress import Part, Progress, check
from ..engine.repair import listed, polygons_in_plane
from ..formats.coordinate_text import read
from ..formats.coordinate_writer import CORNER_STRING, Outgoing, Style, kept, write
from ..formats.crs_choice import PARAMETER, of_crs
from ..formats.crs_guess import code_of, meridian_of, zone_of
from ..formats.encodings import encode
from ..libraries import shapely
from ..reports.exchange import Sheet
from . import export_coordinates as names
from . import files
from . import parameters as p
from .base import tell
from .destinations import file_target
from .layer_files import refuse_other_count, refuse_other_ground
from .reading import PatchInput, read_patches
from .runs import Run
from .sources import is_empty
from .swapping import Siblings

_SHOWN = 20  # letters of a sentence
# from the central meridian of a zone of 3°, which ends at 1.5; farther out eastings are those of no zone
_FAR_DEGREES, _FARTHEST_DEGREES = 2.0, 3.5


def run(run: Run, feedback: QgsProcessingFeedback, progress: Progress) -> dict[str, Any]:
    """One run of ``exportcoordinates``."""
    algorithm, parameters, context = run.algorithm, run.parameters, run.context
    crs = _system(run)
    plots, notices = _plots(run, crs, Part(progress, 0.0, 0.6))
    style = Style(
        algorithm.parameterAsEnumString(parameters, names.DIALECT, context),
        algorithm.parameterAsBoolean(parameters, names.CLOSE_RING, context),
        "J" if algorithm.parameterAsBoolean(parameters, names.J_PREFIX, context) else "",
        algorithm.parameterAsInt(parameters, names.DECIMALS, context),
    )
    encoding = p.text_of(algorithm, parameters, names.ENCODING, context) or "GBK"
    text = write(plots, crs, style)
    content = encode(text, encoding)
    numbered = p.text_of(algorithm, parameters, names.PLOT_NO_FIELD, context) is not None
    notices += [*_beyond_gbk(text, encoding), *_rewritten(plots), *_not_written(plots, style, numbered)]
    check(progress)
    path, told = _put(run, content, crs, style, _written(plots, crs, style))
    corners = sum(int(shapely.get_num_coordinates(each.geometry)) for each in plots)
    done = info("export_done", count=len(plots), corners=corners, path=str(path), crs=crs)
    tell([*notices, *told, done], feedback)
    return {names.FILE: str(path), "COUNT": len(plots)}


def _beyond_gbk(text: str, encoding: str) -> list[Notice]:
    """A warning where letters had to be written as GB 18030, which programs that read GBK show as rubbish."""
    if encoding.strip().casefold() not in ("gbk", "gb2312", "cp936", "936"):
        return []
    beyond = sorted({each for each in text if not each.isascii() and not _in_gbk(each)})
    return [warning("export_beyond_gbk", characters="".join(beyond[:_SHOWN]))] if beyond else []


def _rewritten(plots: list[Outgoing]) -> list[Notice]:
    """A warning where numbers or names hold the marks by which fields are told, which are written in full width."""
    texts = (text for each in plots for text in (each.number, each.name, each.use))
    changed = list(dict.fromkeys(each for each in texts if kept(each) != each.strip()))
    return [warning("export_marks", count=len(changed), ids=listed(changed))] if changed else []


def _in_gbk(letter: str) -> bool:
    try:
        letter.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


def _not_written(plots: list[Outgoing], style: Style, numbered: bool) -> list[Notice]:
    """What a corner string has no place for: a block has a name alone; *numbered*: by a field, not by feature id."""
    if style.dialect != CORNER_STRING:
        return []
    numbers = [each.number for each in plots if each.name and each.number and numbered]
    uses = sum(bool(each.use) for each in plots)
    left = [warning("export_numbers_left", count=len(numbers), ids=listed(numbers))] if numbers else []
    return [*left, *([warning("export_uses_left", count=uses)] if uses else [])]


def _system(run: Run) -> str:
    """The zone that is written: CRS, otherwise that of the layer; raises ``Refusal("export_system", crs)``."""
    snapshot, crs = run.snapshots.patches, run.snapshots.patches.crs
    if not is_empty(run.parameters.get(names.CRS)):
        crs = run.algorithm.parameterAsCrs(run.parameters, names.CRS, run.context)
    wanted = crs.authid() or crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED)
    named = of_crs(wanted, PARAMETER, snapshot.name)
    if named is None or not named.zone:
        raise Refusal("export_system", crs=crs_name(wanted) if named else "")
    return code_of(named.zone, named.width, bool(named.prefixed))


def _plots(run: Run, crs: str, progress: Progress) -> tuple[list[Outgoing], list[Notice]]:
    """The plots in the system *crs*, repaired where they have to be, and what is to be told."""
    snapshot = run.snapshots.patches
    fields = [
        p.text_of(run.algorithm, run.parameters, name, run.context)
        for name in (names.PLOT_NO_FIELD, names.PLOT_NAME_FIELD, names.LAND_USE_FIELD)
    ]
    patches = read_patches(snapshot, fields, fields[0], progress, carry=False)
    geometry, notices = _placed(patches, crs, progress)
    present = ~shapely.is_missing(geometry)
    if not present.any():
        raise Refusal("export_empty", layer=snapshot.name)
    if not present.all():
        left = listed(patches.ids[~present])
        notices.append(warning("export_left_out", layer=snapshot.name, count=int((~present).sum()), ids=left))
    number, name, use = (_texts(patches, each) for each in fields)
    number = _without_blanks(number, patches.table.fids.tolist())
    plots = [
        Outgoing(geometry[place], number[place], name[place], use[place]) for place in np.flatnonzero(present).tolist()
    ]
    return plots, [*patches.notices, *notices, *_far(geometry, patches, crs)]


def _without_blanks(numbers: list[str], fids: list[int]) -> list[str]:
    """*numbers*, a blank one replaced by its feature id, or by one that is still free."""
    taken, found = set(numbers), []
    for number, fid in zip(numbers, fids):
        free = number or next(each for each in chain([str(fid)], (f"{fid}_{n}" for n in count(2))) if each not in taken)
        taken.add(free)
        found.append(free)
    return found


def _placed(patches: PatchInput, crs: str, progress: Progress) -> tuple[Any, list[Notice]]:
    """Geometry in *crs*: sound polygons that are there already with the very corners that they have."""
    table = patches.table
    own = checked_crs(table.snapshot.crs_wkt, table.name)
    polygons = polygons_in_plane(table.geometry, own, table.name, patches.ids, progress=progress)
    placed = from_equal_area(polygons.geometry, crs)
    if zone_of(table.snapshot.crs.authid()) == zone_of(crs):
        placed = np.where(polygons.as_given, table.geometry, placed)
    return placed, polygons.notices


def _texts(patches: PatchInput, field: str | None) -> list[str]:
    """Values of a field as texts, empty for NULL."""
    if field is None:
        return [""] * len(patches.ids)
    return ["" if each is None else _text(each) for each in patches.table.columns[field]]


def _text(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def _far(geometry: Any, patches: PatchInput, crs: str) -> list[Notice]:
    """Plots that lie far outside of the zone; raises ``Refusal("export_outside", count, crs, ids)``."""
    zone = zone_of(crs)
    if zone is None:
        return []
    west, _, east, _ = shapely.bounds(to_lonlat(geometry, crs)).T
    meridian, wider = meridian_of(*zone[:2]), (zone[1] - 3) / 2
    away = np.nan_to_num(np.maximum(np.abs(west - meridian), np.abs(east - meridian)) - wider)
    outside, far = away > _FARTHEST_DEGREES, away > _FAR_DEGREES
    if outside.any():
        raise Refusal("export_outside", count=int(outside.sum()), crs=crs, ids=listed(patches.ids[outside]))
    return [warning("export_far", count=int(far.sum()), crs=crs, ids=listed(patches.ids[far]))] if far.any() else []


def _written(plots: list[Outgoing], crs: str, style: Style) -> Sheet:
    """What a reader should find: corners with the digits of the file, in corner strings each part on its own."""
    found = np.array([*(each.geometry for each in plots), None], dtype=object)[:-1]
    if style.dialect == CORNER_STRING:
        found = shapely.get_parts(found)
    return Sheet("", {}, shapely.transform(found, lambda xy: np.round(xy, style.decimals)), crs)


def _put(run: Run, content: bytes, crs: str, style: Style, wanted: Sheet) -> tuple[Path, list[Notice]]:
    """Write *content* beside its place, read it as a text of coordinates, and put it in place."""
    target = file_target(run.algorithm, run.parameters, names.FILE, run.context, (".txt",))
    if target is None:
        raise Refusal("input_invalid", parameter=names.FILE)
    with Siblings(run.algorithm.run_id) as siblings:
        with siblings.making(target) as waiting:
            files.write_bytes(waiting.sibling, content)
            _read_again(waiting.sibling, target, content, style, wanted)
        ((path, notice),) = siblings.swap_in().values()
    return path, [] if notice is None else [notice]


def _read_again(made: Path, target: Path, content: bytes, style: Style, wanted: Sheet) -> None:
    """Raises ``Refusal("written_differs", path, detail)`` where the file is not what was to be written."""
    found = made.read_bytes()
    if found != content:
        raise Refusal("written_differs", path=str(target), detail=f"{len(found)} ≠ {len(content)}")
    again = read(found, target.name, parameter=wanted.crs if style.dialect == CORNER_STRING else "", once=False)
    if again.counts["rejected"]:
        raise Refusal("written_differs", path=str(target), detail=str(again.counts["rejected"]))
    refuse_other_count(target, len(wanted), len(again))
    refuse_other_ground(target, wanted, again.geometry)
