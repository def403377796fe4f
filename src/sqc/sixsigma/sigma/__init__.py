"""Six Sigma metrics: DPMO, yields and sigma levels with their intervals."""
