"""Solves system folders as scipy and bw2calc do, and draws as numpy and scipy do. A question on standard input, an answer as one line of JSON."""

import json
import os
import sys
import warnings

warnings.filterwarnings("ignore")

import bw2calc as bc
import bw_processing as bwp
import numpy as np
from scipy import stats
from scipy.io import mmread
from scipy.sparse.linalg import splu

PRODUCT, PROCESS, FLOW = 1, 1_000_001, 2_000_001
asked = json.load(sys.stdin)


def indices(rows, columns):
    return np.array(list(zip(rows, columns)), dtype=bwp.INDICES_DTYPE)


def refined(matrix, lu, known, found):
    """The solution with what is left over worked out in extended precision, so that it may judge others."""
    coo = matrix.tocoo()
    exact = found.astype(np.longdouble)
    for _ in range(4):
        left = known.astype(np.longdouble)
        np.subtract.at(left, coo.row, coo.data.astype(np.longdouble) * exact[coo.col])
        exact = exact + lu.solve(left.astype(np.float64))
    return exact.astype(np.float64)


def solved(matrix, known):
    lu = splu(matrix.tocsc())
    found = lu.solve(known)
    return {"plain": found.tolist(), "refined": refined(matrix, lu, known, found).tolist()}


def scores(M, B, C, products):
    package = bwp.create_datapackage()
    for label, coo, rows, columns in (
        ("technosphere_matrix", M.tocoo(), PRODUCT, PROCESS),
        ("biosphere_matrix", B.tocoo(), FLOW, PROCESS),
    ):
        package.add_persistent_vector(
            matrix=label,
            indices_array=indices(coo.row + rows, coo.col + columns),
            data_array=coo.data,
            flip_array=np.zeros(coo.nnz, dtype=bool),
        )
    factors = C[0].tocoo()
    package.add_persistent_vector(
        matrix="characterization_matrix",
        indices_array=indices(factors.col + FLOW, factors.col + FLOW),
        data_array=factors.data,
    )
    lca = bc.LCA({PRODUCT + products[0]: 1}, data_objs=[package])
    lca.lci()
    lca.lcia()
    told = []
    for product in products:
        lca.lci({PRODUCT + product: 1})
        lca.lcia()
        told.append(lca.score)
    return told


def answer(folder, products):
    M, B, C = (mmread(os.path.join(folder, f"{name}.mtx")).tocsr() for name in "ABC")
    q = np.asarray((C[0] @ B).todense()).ravel()
    f = np.zeros(M.shape[0])
    f[products[0]] = 1
    return {"adjoint": solved(M.T, q), "forward": solved(M, f), "scores": scores(M, B, C, products)}


def quantiles(u):
    u = np.array(u)
    return {
        "normal": stats.norm.ppf(u, loc=2, scale=0.3).tolist(),
        "lognormal": stats.lognorm.ppf(u, s=np.log(1.4), scale=2).tolist(),
        "triangular": stats.triang.ppf(u, c=1 / 3, loc=1, scale=3).tolist(),
        "uniform": stats.uniform.ppf(u, loc=1, scale=2).tolist(),
    }


def moments(values):
    low, middle, high = np.percentile(values, [2.5, 50, 97.5])
    return {"mean": np.mean(values), "sd": np.std(values, ddof=1), "p2_5": low, "median": middle, "p97_5": high}


def drawn(M, q, inputs, interventions, runs):
    """A system of which each input and each impact is lognormal, by numpy's own draws and dense solver."""
    random = np.random.default_rng(1)
    M, q = np.array(M), np.array(q)
    spread = np.where(M < 0, np.log(inputs), 0)
    matrices = M * np.exp(spread * random.standard_normal((runs, *M.shape)))
    impacts = q * np.exp(np.log(interventions) * random.standard_normal((runs, *q.shape)))
    return spread_of(matrices, impacts)


def followed(parameters, M, q, runs):
    """A system whose numbers follow from parameters, as expressions that Python reads, by numpy's own draws and dense solver."""
    random = np.random.default_rng(2)
    draw = {
        "normal": random.normal,
        "lognormal": lambda median, g, size: random.lognormal(np.log(median), np.log(g), size),
        "triangular": random.triangular,
        "uniform": random.uniform,
    }
    names = {name: draw[kind](*numbers, size=runs) for name, (kind, *numbers) in parameters.items()}
    names |= {"exp": np.exp, "maximum": np.maximum, "where": np.where}
    value = lambda expression: np.broadcast_to(eval(expression, {}, names), runs)
    matrices = np.array([[value(one) for one in row] for row in M]).transpose(2, 0, 1)
    impacts = np.array([value(one) for one in q]).T
    return spread_of(matrices, impacts)


def spread_of(matrices, impacts):
    y = np.linalg.solve(matrices.transpose(0, 2, 1), impacts[..., None])[..., 0]
    about = (y - y.mean(axis=0)) ** 2
    return {
        "mean": y.mean(axis=0).tolist(),
        "sd": y.std(axis=0, ddof=1).tolist(),
        "varianceError": (about.std(axis=0, ddof=1) / np.sqrt(len(y))).tolist(),
    }


print(
    json.dumps(
        {
            "systems": [answer(one["folder"], one["products"]) for one in asked["systems"]],
            "quantiles": quantiles(asked["uniforms"]),
            "moments": moments(asked["values"]),
            "drawn": drawn(**asked["drawn"]),
            "followed": followed(**asked["followed"]),
        }
    )
)
