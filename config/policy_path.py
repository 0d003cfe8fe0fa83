"""Where the policy lies. Apart from the policy itself, for whoever only has to know whether it was
touched: what can stand in it takes far more to load.
"""

from __future__ import annotations

POLICY_PATH = ".github/plumbline.yml"
