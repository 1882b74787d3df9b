"""Files of patches that came in: read, placed, understood, each with its receipt.

A file that cannot be read is a finding in its own receipt, and the others are still read; what only the user can
decide, the datum above all, is asked by a refusal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from ..engine.area import to_mu, total
from ..engine.mappings import written
from ..engine.planes import crs_called
from ..engine.problems import Level, Notice, Refusal
from ..engine.progress import Part as Stretch
from ..engine.progress import Progress, Silent, check
from ..engine.repair import polygons_in_plane
from ..libraries import shapely
from . import gcj02, vector_files
from .crs_choice import astray, choose
from .features import Features
from .field_mapping import CATEGORY, PATCH_NO, STATED_MU, TARGETS, chosen
from .patch_values import Rejected, Vocabulary, is_known, understood
from .receipt import Finding, Receipt, refused, sha256_of_all, sha256_together
from .watching import watched_by

ASKED = {  # only the user or the sender knows
    "crs_unnamed", "crs_numbers", "crs_zone_differs", "crs_zone_open", "degrees_ambiguous",
}  # fmt: skip
_SHOWN = 30  # names of fields in a sentence
USERS = {"mapping_part", "mapping_target", "encoding_unknown"}
_INSTEAD = {
    "kml": {PATCH_NO: ("name",)},
    "gpx": {PATCH_NO: ("name",)},
    "dxf": {PATCH_NO: ("label_no", "text"), CATEGORY: ("layer",), STATED_MU: ("label_mu",)},
    "points": {PATCH_NO: ("plot",)},
}
_NO_POLYGONS = {"not_polygon", "line_open", "track_open"}


@dataclass(frozen=True)
class Options:
    """How files are to be read; empty texts: found out. *reference*: polygons in degrees of where they should lie."""

    words: Vocabulary
    encoding: str = "auto"
    mapping: str = ""
    crs: str = ""
    reference: Any = None
    from_gcj02: bool = False
    sender: str = ""

    @property
    def bounds(self) -> Any:
        """West, south, east, north of the reference; None without one."""
        return None if self.reference is None else shapely.total_bounds(self.reference)


@dataclass(frozen=True)
class Layer:
    """One layer, table or sheet: its rows, what they mean, and where they lie.

    ``geometry`` is in *crs* (empty where nothing lies anywhere), x east; ``area_m2`` is NaN without geometry.
    """

    features: Features
    mapping: dict[str, str]
    values: dict[str, list[Any]]
    rejected: list[Rejected]
    geometry: Any
    crs: str
    area_m2: Any


@dataclass
class Intake:
    """All that came in: layers in the order of the files, and a receipt for each file."""

    layers: list[Layer] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)


def read_files(paths: Sequence[Path], options: Options, progress: Progress | None = None) -> Intake:
    """Read the files *paths*; several parts of one shapefile or geodatabase are one, equal bytes are read once.

    Raises ``Refusal``: those of :data:`ASKED` and :data:`USERS`, ``mapping_fields``; and where nothing at all can be
    read the first refusal of a file.
    """
    progress, found = progress or Silent(), Intake()
    refusals: list[Refusal] = []
    sources = vector_files.sources(paths)
    seen: dict[str, str] = {}
    for place, path in enumerate(sources):
        check(progress)
        stretch = Stretch(progress, place / len(sources), (place + 1) / len(sources))
        digest, size = _identity(path)
        if digest and digest in seen:
            layers, findings, known = [], [_repeated(path.name, seen[digest])], digest
        else:
            seen[digest] = path.name
            layers, findings, known, refusal = _taken(path, digest, seen, options, stretch)
            refusals += [refusal] if refusal is not None else []
        found.layers += layers
        made = _receipt(path.name, digest, size, layers, findings, options.sender)
        found.receipts.append(replace(made, content_sha256=known))
    if refusals and not found.layers:
        raise refusals[0]
    return found


def _taken(
    path: Path, digest: str, seen: dict[str, str], options: Options, progress: Progress
) -> tuple[list[Layer], list[Finding], str, Refusal | None]:
    """The layers of a file, findings of what holds no patches, what its content is known by, and why it is refused."""
    known = digest
    try:
        with watched_by(progress):
            read = vector_files.read(path, options.encoding)
            known = sha256_together(each.content or digest for each in read) if read else digest
            return (*_layers(*_once(read, digest, seen), options, progress), known, None)
    except Refusal as refusal:
        if refusal.code in ASKED | USERS:
            raise
        return [], [refused(refusal, path.name)], known, refusal


def _repeated(file: str, other: str) -> Finding:
    return Finding("file_repeated", False, file, values={"other": other})


def _once(read: list[Features], digest: str, seen: dict[str, str]) -> tuple[list[Features], list[Finding]]:
    """Of what a zip brings that which is not *seen* yet, and what is to be said of the rest.

    *digest* is that of the file itself: two files in different folders may have the same name.
    """
    new, told, before = [], {}, seen.keys() - {digest}
    for each in read:
        first = seen.setdefault(each.content, each.file) if each.content else each.file
        if first == each.file and each.content not in before:
            new.append(each)
        else:
            told[each.file] = _repeated(each.file, first)
    return new, list(told.values())


def _identity(path: Path) -> tuple[str, int]:
    """SHA-256 and size of a file, of all parts of a shapefile, of all files of a geodatabase; "" for none."""
    try:
        parts = vector_files.parts_of(path)
        return sha256_of_all(parts or [path]), sum(each.stat().st_size for each in parts)
    except OSError:
        return "", 0


def _layers(
    read: list[Features], findings: list[Finding], options: Options, progress: Progress
) -> tuple[list[Layer], list[Finding]]:
    """The layers of a file, and behind *findings* those of layers that hold no patches."""
    layers, missing = [], []
    for place, features in enumerate(read):
        check(progress)
        stretch = Stretch(progress, place / len(read), (place + 1) / len(read))
        if _holds_other_things(features):
            features.fails("layer_skipped", layer=features.layer)
            findings += features.findings
            continue
        try:
            layers.append(_layer(features, options, stretch))
        except Refusal as refusal:
            if refusal.code != "mapping_fields" and (refusal.code in ASKED | USERS or len(read) == 1):
                raise
            missing.append(refusal)
            findings += [*features.findings, refused(refusal, features.file)]
    if missing and not layers:
        raise missing[0]
    return layers, findings


def _holds_other_things(features: Features) -> bool:
    """Whether a layer has points or lines only; a list without any geometry is a list."""
    if not len(features) or not shapely.is_missing(features.geometry).all():
        return False
    return any(each.rule in _NO_POLYGONS for each in features.findings)


def _layer(features: Features, options: Options, progress: Progress) -> Layer:
    mapping, absent = chosen(list(features.columns), options.mapping, features.file)
    mapping = {**_by_format(features, options.words), **mapping}
    if mapping:
        features.holds("mapping_used", mapping=written(mapping))
    if absent:
        features.fails("mapping_absent", fields=", ".join(absent))
    empty = [target for target in TARGETS if target not in mapping]
    left = [name for name in features.columns if name not in mapping.values()]
    if empty and left:
        features.holds("fields_not_found", targets=", ".join(empty), fields=", ".join(left[:_SHOWN]))
    geometry, crs = _placed(features, options)
    area = np.full(len(features), np.nan)
    if crs:
        ids = np.array([str(row) for row in features.rows], dtype=object)
        polygons = polygons_in_plane(geometry, crs, features.file, ids, progress=progress)
        area = polygons.area_m2
        features.findings += [_noticed(each, features.file) for each in polygons.notices]
    values, rejected = understood(features, mapping, options.words, area)
    cells = {(each.row, each.field) for each in rejected}  # told there, with what would be understood
    features.findings = [
        each for each in features.findings if each.rule != "number_unread" or (each.row, each.field) not in cells
    ]
    return Layer(features, mapping, values, rejected, geometry, crs, area)


def _by_format(features: Features, words: Vocabulary) -> dict[str, str]:
    """What formats without fields of their own have instead: names of placemarks and plots, texts in a drawing.

    The layer of a drawing is a category only where some are called by one.
    """
    wanted = _INSTEAD.get(features.format, {}).items()
    known = {target: each for target, sources in wanted for each in reversed(sources) if each in features.columns}
    if CATEGORY in known and not any(is_known(each, words.category) for each in features.columns[known[CATEGORY]]):
        del known[CATEGORY]
    return known


def _noticed(notice: Notice, file: str) -> Finding:
    values = {name: value for name, value in notice.values.items() if name != "layer"}
    return Finding(notice.code, notice.level is Level.INFO, file, values=values)


def _placed(features: Features, options: Options) -> tuple[Any, str]:
    """Geometry with x east, and its system; an empty one where no row has a geometry."""
    geometry = features.geometry
    if shapely.is_missing(geometry).all():
        return geometry, ""
    bounds = shapely.total_bounds(geometry)
    choice = choose(bounds, features.file, features.crs or None, options.crs, options.bounds)
    features.findings += choice.findings
    features.holds("crs_chosen", crs=crs_called(choice.crs), by=choice.source)
    if choice.swap_axes:
        geometry = shapely.transform(geometry, lambda xy: xy[:, ::-1])
    features.findings += astray(geometry, choice.crs, options.bounds, features.file)
    return _without_shift(geometry, choice.crs, features, options), choice.crs


def _without_shift(geometry: Any, crs: str, features: Features, options: Options) -> Any:
    """*geometry* with the shift of GCJ-02 undone where that was asked for; what makes it likely is said."""
    if options.from_gcj02:
        features.holds("gcj02_undone")
        return gcj02.undone(geometry, crs)
    if options.reference is not None:
        shift = gcj02.suspicion(geometry, crs, options.reference)
        if shift is not None:
            features.fails("gcj02_suspected", **shift)
    return geometry


# Receipts -------------------------------------------------------------------------------------------------


def _receipt(
    file: str, digest: str, size: int, layers: Sequence[Layer], findings: Sequence[Finding], sender: str
) -> Receipt:
    formats = dict.fromkeys(each.features.format for each in layers)
    encodings = dict.fromkeys(each.features.encoding for each in layers if each.features.encoding)
    systems = dict.fromkeys(crs_called(each.crs) for each in layers if each.crs)
    areas = np.concatenate([np.empty(0), *(each.area_m2 for each in layers)])
    areas = areas[~np.isnan(areas)]
    told = [finding for each in layers for finding in each.features.findings]
    return Receipt(
        file=file,
        sha256=digest,
        size=size,
        format=", ".join(formats),
        sender=sender,
        encoding=", ".join(encodings),
        crs=", ".join(systems),
        counts=_counts(layers),
        mu=float(to_mu(total(areas))) if len(areas) else None,
        findings=(*told, *(_rejection(each.features.file, one) for each in layers for one in each.rejected), *findings),
    )


def _counts(layers: Sequence[Layer]) -> Mapping[str, int]:
    counts: Counter[str] = Counter()
    for each in layers:
        counts["rows"] += len(each.features)
        counts["polygons"] += int((~np.isnan(each.area_m2)).sum())
        counts["rejected"] += len(each.rejected)
        counts.update(each.features.counts)
    return dict(counts)


def _rejection(file: str, one: Rejected) -> Finding:
    return Finding(
        one.reason, False, file, one.row, one.field, one.value, {"nearest": one.nearest} if one.nearest else {}
    )
