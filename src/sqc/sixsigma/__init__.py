"""Six Sigma: numbers of a process, tables of risks and causes, ledgers; composed of the tools below."""
