"""Mine Remediation: classifies mine polygons by priority zone and reports the remediated area.

The root of the repository is the package. QGIS calls :func:`classFactory`; nothing is imported before that.
"""

from __future__ import annotations

from typing import Any


def classFactory(iface: Any) -> Any:
    """Make the plugin for QGIS; *iface* is None in ``qgis_process``."""
    from .plugin import MineRemediationPlugin

    return MineRemediationPlugin(iface)
