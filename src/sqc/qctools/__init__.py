"""Quality tools: Pareto, histogram, scatter and others; each stands for itself."""
