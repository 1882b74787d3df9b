"""What the dock says above its pages when there is something to say: nothing loaded, fields unclear, failed …"""

from __future__ import annotations

from dataclasses import dataclass

from ..processing.live_values import Sources
from ..texts import sentences, tr

OPEN_SAMPLE, CHOOSE, RETRY = "open_sample", "choose", "retry"
NEW_CAMPAIGN, LOAD_PLAN, LOAD_LAYERS, REWRITE = "new_campaign", "load_plan", "load_layers", "rewrite"


@dataclass(frozen=True)
class Situation:
    """What the dock knows about itself: which layers there are, and what stands in the way."""

    sources: Sources
    library_problem: str = ""
    failure: str = ""
    layer_gone: bool = False
    any_polygons: bool = False
    has_targets: bool = True
    has_figures: bool = False
    patches: int = 0


@dataclass(frozen=True)
class Banner:
    """A sentence or two, and up to two things that can be done about it: (code, words of the button)."""

    text: str
    actions: tuple[tuple[str, str], ...] = ()


def banner(now: Situation) -> Banner | None:
    """What has to be said in the situation *now*; None where figures speak for themselves."""
    if now.library_problem:
        works = tr("Calendar, sources and the map work; areas, progress and the algorithms need the libraries.")
        return Banner(f"{now.library_problem}\n{works}")
    if now.sources.campaign and not now.layer_gone:
        return _campaign_banner(now)
    choose = (CHOOSE, tr("Choose Layers…"))
    if now.layer_gone:
        gone = tr("The layer with the mine patches was removed. Choose another one; nothing else was lost.")
        return Banner(gone, (choose,))
    if not now.sources.layer_id:
        sample, campaign = (OPEN_SAMPLE, tr("Open the Sample")), (NEW_CAMPAIGN, tr("New Campaign…"))
        text = tr("No layer with mine patches is chosen yet.")
        hint = tr("Open the sample county to look around, or add your own layers and choose them.")
        return Banner(sentences(text, hint), (sample, choose) if now.any_polygons else (sample, campaign))
    missing = missing_fields(now.sources)
    if missing:
        text = tr("Still to be chosen: {fields}.").format(fields=tr(", ").join(missing))
        return Banner(text, ((CHOOSE, tr("Choose…")),))
    if now.failure:
        return Banner(now.failure, ((RETRY, tr("Try Again")), choose))
    if now.has_figures and not now.has_targets:
        return Banner(tr("No table of targets is chosen: areas are shown without completion."), (choose,))
    return None


def _campaign_banner(now: Situation) -> Banner | None:
    """What a campaign lacks before its figures say something."""
    plan, layers = (LOAD_PLAN, tr("Load Plan…")), (LOAD_LAYERS, tr("Load Layers…"))
    if now.sources.renamed:
        return Banner(now.sources.problem, ((REWRITE, tr("Rewrite the Project")),))
    problem = now.failure or now.sources.problem
    if problem:
        return Banner(problem, (layers, (RETRY, tr("Try Again"))))
    if now.has_figures and not now.patches:
        return Banner(tr("The campaign has no patches yet."), (layers,) if now.sources.plan else (plan, layers))
    if now.has_figures and not now.sources.plan:
        return Banner(tr("No plan is loaded: areas are shown without completion."), (plan,))
    return None


def missing_fields(sources: Sources) -> list[str]:
    """What must be chosen before anything can be summed."""
    wanted = [
        (sources.year_field or sources.date_field, tr("year field or date field")),
        (sources.townships_id, tr("township layer")),
        (sources.township_name_field, tr("township name field")),
    ]
    return [name for value, name in wanted if not value]


def buttons_blocked(now: Situation) -> str:
    """Why the algorithms cannot be opened, or empty text."""
    if now.library_problem:
        return now.library_problem
    if now.layer_gone or not now.sources.layer_id:
        return tr("Choose the layer with the mine patches first (page Sources).")
    return ""
