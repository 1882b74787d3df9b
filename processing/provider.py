"""The Processing provider ``mineremediation``; it loads even where the computing libraries are missing."""

from __future__ import annotations

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..paths import icon_path
from ..texts import tr
from .accept_submission import AcceptSubmission
from .campaign_layers import CampaignLayers
from .campaign_maps import CampaignMaps
from .campaign_progress import CampaignProgress
from .campaign_report import CampaignReport
from .check_plan import CheckPlan
from .classify_by_zone import ClassifyByZone
from .compare_submission import CompareSubmission
from .create_campaign import CreateCampaign
from .export_coordinates import ExportCoordinates
from .export_layers import ExportLayers
from .export_maps import ExportMaps
from .export_progress import ExportProgress
from .export_report import ExportReport
from .import_coordinates import ImportCoordinates
from .import_patches import ImportPatches
from .load_layers import LoadLayers
from .load_plan import LoadPlan
from .migrate_campaign import MigrateCampaign
from .pack_campaign import PackCampaign
from .preview_files import PreviewFiles
from .recheck_document import RecheckDocument
from .record_decision import RecordDecision
from .record_status import RecordStatus
from .summarize_area import SummarizeArea

MAIN_ALGORITHMS = (
    ClassifyByZone,
    SummarizeArea,
    ExportProgress,
    ExportReport,
    ExportLayers,
    ExportMaps,
    RecheckDocument,
)
CAMPAIGN_ALGORITHMS = (
    CreateCampaign,
    LoadPlan,
    CheckPlan,
    LoadLayers,
    RecordStatus,
    RecordDecision,
    CampaignProgress,
    CampaignReport,
    CampaignLayers,
    CampaignMaps,
    MigrateCampaign,
    PackCampaign,
)
INTAKE_ALGORITHMS = (
    PreviewFiles,
    ImportCoordinates,
    ImportPatches,
    ExportCoordinates,
    CompareSubmission,
    AcceptSubmission,
)


class MineRemediationProvider(QgsProcessingProvider):
    """Algorithms for classifying, summing and exporting remediated mine land."""

    def id(self) -> str:
        """Unlocalised id, part of the public names of the algorithms."""
        return "mineremediation"

    def name(self) -> str:
        """Name shown in the toolbox."""
        return tr("Mine Remediation")

    def longName(self) -> str:
        """Name shown where there is room."""
        return tr("Mine Remediation: progress of mine land restoration")

    def icon(self) -> QIcon:
        """Icon of the provider."""
        return QIcon(self.svgIconPath())

    def svgIconPath(self) -> str:
        """Path of the icon, for places that scale it."""
        return icon_path("mine_remediation.svg")

    def loadAlgorithms(self) -> None:
        """Register the algorithms."""
        for algorithm in MAIN_ALGORITHMS:
            self.addAlgorithm(algorithm())
        for algorithm in (*CAMPAIGN_ALGORITHMS, *INTAKE_ALGORITHMS):
            self.addAlgorithm(algorithm())
