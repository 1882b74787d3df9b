"""What the algorithms that take in files have in common: their parameters, receipts, and the record in a campaign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsLayerMetadata,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterCrs,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
)

from ..engine.problems import Notice, Refusal, info, warning
from ..texts import tr
from . import parameters as p
from .base import tell
from .campaign_base import CampaignAlgorithm, signature
from .messages import finding_wording
from .receipt_words import receipt_text
from .sources import is_empty

FILES, TEXT, ENCODING, CRS, REFERENCE = "FILES", "TEXT", "ENCODING", "CRS", "REFERENCE"
SENDER, RECEIPT, FROM_GCJ02 = "SENDER", "RECEIPT", "FROM_GCJ02"
_SHOWN = 50  # broken rules of one file that the log names; the receipt has them all
_KEPT = 10  # that the campaign keeps with its receipt


class IntakeAlgorithm(CampaignAlgorithm):
    """Base of the algorithms that take in files, with or without a campaign that keeps the receipts."""

    def group(self) -> str:
        """Group in the toolbox."""
        return tr("Intake")

    def groupId(self) -> str:
        """Unlocalised id of the group."""
        return "intake"

    def add_files(self, text: str, *, optional: bool = False) -> None:
        """FILES: the files, not layers."""
        kind = QgsProcessing.SourceType.TypeFile
        p.add(self, QgsProcessingParameterMultipleLayers(FILES, tr("Files"), kind, optional=optional), text)

    def add_pasted(self) -> None:
        """TEXT."""
        text = tr("Corners to be read, in any of these ways, for example from Word or Excel.")
        p.add(self, QgsProcessingParameterString(TEXT, tr("Pasted text"), None, True, True), text)

    def add_encoding(self) -> None:
        """ENCODING."""
        text = tr(
            "auto: found out from the bytes, whatever the file says of itself. Or a name such as GB18030. “Preview "
            "files” shows the first rows in each."
        )
        self.add_text(ENCODING, tr("Encoding"), text, default="auto", optional=True)

    def add_place(self) -> None:
        """CRS and REFERENCE."""
        self.add_crs()
        self.add_reference()

    def add_crs(self) -> None:
        """CRS."""
        crs = QgsProcessingParameterCrs(CRS, tr("Coordinate system"), optional=True)
        text = tr(
            "For files that name none: its datum is taken, the numbers tell zone and prefix. What a file names stands, "
            "unless its numbers contradict it. Empty: asked where it is needed."
        )
        p.add(self, crs, text)

    def add_reference(self) -> None:
        """REFERENCE."""
        reference = QgsProcessingParameterFeatureSource(REFERENCE, tr("Reference"), p.POLYGONS, None, True)
        text = tr("Polygons where the patches should lie, such as townships or licences; they tell zones and shifts.")
        p.add(self, reference, text)

    def add_keeping(self) -> None:
        """CAMPAIGN and SENDER."""
        self.add_campaign(optional=True)
        text = tr("Who sent the files; with a campaign needed for its receipts.")
        self.add_text(SENDER, tr("Sender"), text, optional=True)

    def add_shift(self) -> None:
        """FROM_GCJ02."""
        shift = QgsProcessingParameterBoolean(FROM_GCJ02, tr("Undo the shift of web maps (GCJ-02)"), False, True)
        p.add(self, shift, tr("Only for files from AMap, Ovital and the like. Such shapes are no survey."))

    def add_receipt(self) -> None:
        """RECEIPT."""
        receipt = QgsProcessingParameterFileDestination(RECEIPT, tr("Receipt"), "JSON (*.json)", None, True, False)
        text = tr(
            "What each file is, what was taken from it, and which rules it kept and broke, with file, line, field."
        )
        p.add(self, receipt, text)

    def prepare(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Main thread: a snapshot of the reference; destinations that would do harm refused."""
        from .destinations import check_destinations
        from .sources import snapshot_source

        super().prepare(parameters, context, feedback)
        self._reference = snapshot_source(self, parameters, REFERENCE, context)
        inputs = [str(each) for each in self.files(parameters, context)]
        if self._reference is not None:
            inputs.append(self._reference.path)
        if self.path is not None:
            inputs.append(str(self.path))
        check_destinations(self, parameters, context, inputs)
        if self.path is not None and not self.text(SENDER):
            raise Refusal("sender_missing", campaign=self.path.name)
        if self.path is None and self._asks_sender() and self.text(SENDER):
            tell([info("sender_only", sender=self.text(SENDER))], feedback)

    def _asks_sender(self) -> bool:
        return self.parameterDefinition(SENDER) is not None

    def files(self, parameters: dict[str, Any], context: QgsProcessingContext) -> list[Path]:
        """The files of FILES, in the given order; what QGIS puts behind the path of a layer is taken off."""
        given = [each.strip() for each in self.parameterAsFileList(parameters, FILES, context)]
        return [Path(each) if Path(each).exists() else Path(each.partition("|")[0]) for each in given if each]

    def pasted(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        """TEXT as it was pasted: its lines are counted."""
        return "" if parameters.get(TEXT) == NULL else str(self.parameterAsString(parameters, TEXT, context))

    def system(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        """Code or WKT of CRS; empty where none is given. Raises ``Refusal("crs_unusable", …)`` for nonsense."""
        value = parameters.get(CRS)
        if is_empty(value):
            return ""
        crs = self.parameterAsCrs(parameters, CRS, context)
        if not crs.isValid():
            raise Refusal("crs_unusable", layer=tr("Coordinate system"), crs=str(value)[:80], detail=tr("not known"))
        return crs.authid() or crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED)


# With the computing libraries -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Given:
    """What is to be read, and the reference: polygons in degrees (None without one), and its texts by field."""

    paths: list[Path]
    text: str
    reference: Any
    texts: dict[str, Any]


def given(
    algorithm: IntakeAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext, progress: Any
) -> Given:
    """How every run begins; raises ``Refusal``: ``texts_none`` or ``files_none`` where nothing is given."""
    pastes = algorithm.parameterDefinition(TEXT) is not None
    paths = algorithm.files(parameters, context)
    text = algorithm.pasted(parameters, context) if pastes else ""
    if not paths and not text.strip():
        raise Refusal("texts_none" if pastes else "files_none")
    return Given(paths, text, *reference_polygons(algorithm, progress))


def reference_polygons(algorithm: IntakeAlgorithm, progress: Any) -> tuple[Any, dict[str, Any]]:
    """Polygons of REFERENCE in degrees on CGCS2000 (None without one), and its texts by field."""
    from ..engine.planes import between, checked_crs
    from ..formats.crs_guess import LONLAT
    from ..libraries import shapely
    from .reading import read_patches

    snapshot = algorithm._reference
    if snapshot is None:
        return None, {}
    table = read_patches(snapshot, [], None, progress, carry=True).table
    shapes = table.geometry[~shapely.is_missing(table.geometry)]
    degrees = between(shapes, checked_crs(snapshot.crs_wkt, table.name), LONLAT)
    return (degrees if len(degrees) else None), table.columns


def shared_options(
    algorithm: IntakeAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext, reference: Any
) -> dict[str, Any]:
    """What the options of all imports have in common."""
    return {
        "encoding": algorithm.text(ENCODING) or "auto",
        "crs": algorithm.system(parameters, context),
        "reference": reference,
        "from_gcj02": algorithm.parameterAsBoolean(parameters, FROM_GCJ02, context),
        "sender": algorithm.text(SENDER),
    }


@contextmanager
def recorded(
    algorithm: IntakeAlgorithm, receipts: Sequence[Any], mapping: str, feedback: QgsProcessingFeedback
) -> Iterator[None]:
    """Keep *receipts*, and *mapping* as that of the sender, in the campaign when the block ends well.

    Inside, the outputs are put in place: the campaign is not changed where that fails, nor where nothing is new.
    """
    from ..campaign import database, intake
    from ..campaign.intake import Arrival

    if algorithm.path is None:
        yield
        return
    sender, kind = algorithm.text(SENDER), algorithm.name()
    came = [each for each in receipts if each.sha256]
    with database.reading(algorithm.path) as connection:
        known = intake.earlier(connection, [digest for each in came for digest in (each.content_sha256, each.sha256)])
        same = not mapping or intake.mapping_of(connection, sender, kind) == mapping
    new = [each for each in came if not known.keys() & {each.content_sha256, each.sha256}]
    tell([_known(each, known) for each in came if each not in new], feedback)
    if same and not new:
        yield
        return
    arrivals = [
        Arrival(each.file, each.content_sha256, each.counts.get("rows", 0), each.counts.get("rejected", 0), remarks)
        for each, remarks in zip(new, map(_remarks, new))
    ]
    with database.changing(algorithm.path, algorithm.run_id, algorithm.name()) as connection:
        signed = signature(kind)
        intake.record(connection, arrivals, sender, date.today().isoformat(), signed)
        if not same:
            intake.keep_mapping(connection, sender, kind, mapping, signed)
        yield


def _known(receipt: Any, known: dict[str, Any]) -> Notice:
    """That a file came in before; as it is, or packed otherwise."""
    first = known.get(receipt.content_sha256) or known[receipt.sha256]
    return info("file_known", file=receipt.file, sender=first.sender, day=first.received_on, earlier=first.file)


def write(
    algorithm: IntakeAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
    results: dict[str, Any],
    receipts: Sequence[Any],
    mapping: str,
    progress: Any,
) -> dict[str, Any]:
    """Write *results* by sink and the receipts beside their places, then put all in place and record the receipts."""
    from ..engine.progress import Part
    from ..formats.receipt import to_json
    from . import files
    from .destinations import file_target
    from .outputs import Sinks
    from .swapping import Siblings

    outputs: dict[str, Any] = {}
    with Siblings(algorithm.run_id) as siblings:
        sinks = Sinks(algorithm, parameters, context, siblings)
        for place, (name, result) in enumerate(results.items()):
            told = replace(result, metadata=_metadata(algorithm, name, receipts))
            sinks.write(name, told, Part(progress, place / len(results), (place + 1) / len(results)))
        asked = algorithm.parameterDefinition(RECEIPT) is not None
        receipt = file_target(algorithm, parameters, RECEIPT, context, (".json",)) if asked else None
        if receipt is not None:
            with siblings.making(receipt) as waiting:
                files.write_text(waiting.sibling, to_json(receipts, _wording()))
            outputs[RECEIPT] = str(receipt)
        with recorded(algorithm, receipts, mapping, feedback):
            for name, written in sinks.swap_in().items():
                tell(written.notices, feedback)
                outputs[name] = written.layer_id
    return outputs


def _metadata(algorithm: IntakeAlgorithm, name: str, receipts: Sequence[Any]) -> QgsLayerMetadata:
    """Where a layer comes from: program, run, and of each file its hash, encoding and coordinate system."""
    from .provenance import plugin_version

    lines = [
        (tr("Program"), f"Mine Remediation {plugin_version()}"),
        (tr("Run"), algorithm.run_id),
        (tr("Algorithm"), algorithm.id()),
    ]
    for each in receipts:
        lines.append((each.file, tr(", ").join(filter(None, (f"SHA-256 {each.sha256}", each.encoding, each.crs)))))
        lines += [(each.file, words) for words in _no_survey(each)]
    metadata = QgsLayerMetadata()
    metadata.setTitle(algorithm.parameterDefinition(name).description())
    metadata.setAbstract("\n".join(f"{item}: {content}" for item, content in lines))
    return metadata


def _no_survey(receipt: Any) -> list[str]:
    """What makes the shapes of a file no survey, in words: the shift of web maps, undone or not."""
    from .finding_messages import finding_sentences
    from .messages import finding_note

    sentences = finding_sentences()
    found = {each.rule: each for each in receipt.findings if each.rule.startswith("gcj02_")}
    return [finding_note(each, sentences) for each in found.values()]


def kept_mapping(algorithm: IntakeAlgorithm) -> str:
    """The mapping that SENDER used last for this algorithm; empty where there is none."""
    from ..campaign import database, intake

    if algorithm.path is None:
        return ""
    with database.reading(algorithm.path) as connection:
        return intake.mapping_of(connection, algorithm.text(SENDER), algorithm.name()) or ""


def _wording() -> Any:
    """What puts receipts and rules into words."""
    told = finding_wording()
    return lambda each: told(each) if hasattr(each, "rule") else receipt_text(each)


def _remarks(receipt: Any) -> str:
    return "\n".join(map(finding_wording(), receipt.failed[:_KEPT]))


def tell_findings(receipts: Sequence[Any], feedback: QgsProcessingFeedback) -> None:
    """Say in the log what each file broke, and what was settled by a rule."""
    told = finding_wording()
    for receipt in receipts:
        for each in [each for each in receipt.findings if each.passed][:_SHOWN]:
            feedback.pushInfo(told(each))
        for each in receipt.failed[:_SHOWN]:
            feedback.pushWarning(told(each))
        more = len(receipt.failed) - _SHOWN
        if more > 0:
            tell([warning("findings_more", file=receipt.file, count=more)], feedback)
