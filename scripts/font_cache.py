"""Build matplotlib's list of fonts, with one line that says why the first picture takes longer."""

import logging
from pathlib import Path

import matplotlib

if not any(Path(matplotlib.get_cachedir()).glob("fontlist-*.json")):
    print("matplotlib lists the fonts of this machine, this once: up to a minute.", flush=True)
    # matplotlib would say the same again after five seconds
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    import matplotlib.font_manager
