"""Large linear systems whose matrix is never written out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sqc.stats._gamma import Floats


def gmres(
    multiply: Callable[[Floats], Floats], right: Floats, tolerance: float = 1e-13, most: int = 400
) -> Floats:
    """Solution a of A a = right, by GMRES without restart.

    Parameters
    ----------
    multiply : function
        From a vector to A times it.
    right : float array, shape (s,)
        Not all 0.
    tolerance : float
        Norm of the residual over that of the right side.
    most : int
        Steps at most.

    Returns
    -------
    float array, shape (s,)

    Raises
    ------
    ValueError
        No solution within `most` steps; for run lengths: the chart signals hardly ever.

    References
    ----------
    Y. Saad, M. H. Schultz (1986), SIAM Journal on Scientific and Statistical Computing 7, 856-869.

    Examples
    --------
    >>> A = np.array([[2.0, 1.0], [0.0, 4.0]])
    >>> gmres(lambda v: A @ v, np.array([3.0, 4.0])).round(9)
    array([1., 1.])
    """
    scale = float(np.linalg.norm(right))
    most = min(most, len(right))
    basis = np.empty((most + 1, len(right)))
    basis[0] = right / scale
    hessenberg = np.zeros((most + 1, most))
    for step in range(most):
        after = multiply(basis[step])
        for _ in range(2):  # twice is enough for an orthogonal basis
            done = basis[: step + 1] @ after
            hessenberg[: step + 1, step] += done
            after = after - done @ basis[: step + 1]
        length = float(np.linalg.norm(after))
        hessenberg[step + 1, step] = length
        goal = np.zeros(step + 2)
        goal[0] = 1.0
        part = hessenberg[: step + 2, : step + 1]
        weights = np.linalg.lstsq(part, goal, rcond=None)[0]
        if np.linalg.norm(goal - part @ weights) < tolerance:
            return np.asarray(scale * (weights @ basis[: step + 1]))
        basis[step + 1] = after / max(length, 1e-300)
    raise ValueError("the chart signals hardly ever: no run length was found")
