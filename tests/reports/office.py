"""LibreOffice without a window: what an office program makes of our files."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""
# free fonts with Chinese characters in place of the official ones, which may not be passed on
LOOKALIKES = {
    "仿宋_GB2312": "Noto Serif CJK SC", "楷体_GB2312": "Noto Serif CJK SC", "方正小标宋简体": "Noto Serif CJK SC",
    "黑体": "Noto Sans CJK SC", "宋体": "Noto Serif CJK SC", "Times New Roman": "Noto Serif CJK SC",
}  # fmt: skip


def convert(path: Path, kind: str, folder: Path, recalculate: bool = False) -> Path:
    """*path* as *kind* (pdf, docx, xlsx) in *folder*; *recalculate* every formula on loading."""
    profile = folder / ("profile_recalculating" if recalculate else "profile")
    user = profile / "user"
    user.mkdir(parents=True, exist_ok=True)
    if recalculate and not (user / "registrymodifications.xcu").exists():
        (user / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    fonts = folder / "fonts.conf"
    fonts.write_text(_fonts(), encoding="utf-8")
    target = folder / kind
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind]
    subprocess.run(
        [*command, "--outdir", str(target), str(path)],
        env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
        check=True,
        capture_output=True,
        timeout=120,
    )
    made = target / f"{path.stem}.{kind}"
    assert made.is_file(), "LibreOffice made nothing"
    return made


def _fonts() -> str:
    aliases = "".join(
        f'<match target="pattern"><test name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{other}</string></edit></match>'
        for name, other in LOOKALIKES.items()
    )
    head = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
    return f'{head}<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{aliases}</fontconfig>'
