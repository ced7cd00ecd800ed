"""Times of Brightway's bw2calc and of scipy on a system folder, as one line of JSON. Argument: the folder."""

import csv
import json
import os
import sys
import time
import warnings

import bw2calc as bc
import bw_processing as bwp
import numpy as np
import scipy.sparse.linalg as linalg
from scipy.io import mmread

warnings.filterwarnings("ignore")
folder = sys.argv[1]
M = mmread(os.path.join(folder, "A.mtx")).tocsc()
B = mmread(os.path.join(folder, "B.mtx")).tocsc()
C = mmread(os.path.join(folder, "C.mtx")).tocsr()
n, flows = M.shape[0], B.shape[0]
PRODUCT, PROCESS, FLOW = 1, 1_000_001, 2_000_001


def best(times, work):
    found = []
    for k in range(times):
        began = time.perf_counter()
        work(k)
        found.append(time.perf_counter() - began)
    return min(found)


def indices(rows, columns):
    return np.array(list(zip(rows, columns)), dtype=bwp.INDICES_DTYPE)


package = bwp.create_datapackage()
coo = M.tocoo()
package.add_persistent_vector(
    matrix="technosphere_matrix",
    indices_array=indices(coo.row + PRODUCT, coo.col + PROCESS),
    data_array=coo.data,
    flip_array=np.zeros(coo.nnz, dtype=bool),
)
coo = B.tocoo()
package.add_persistent_vector(
    matrix="biosphere_matrix", indices_array=indices(coo.row + FLOW, coo.col + PROCESS), data_array=coo.data
)
factors = C[0].tocoo()
package.add_persistent_vector(
    matrix="characterization_matrix",
    indices_array=indices(factors.col + FLOW, factors.col + FLOW),
    data_array=factors.data,
)
told = {}

lca = bc.LCA({PRODUCT + n // 2: 1}, data_objs=[package])
lca.load_lci_data()
lca.load_lcia_data()
began = time.perf_counter()
lca.decompose_technosphere()
told["factoriseS"] = time.perf_counter() - began
lca.lci()
lca.lcia()
told["check"] = lca.score


def one(k):
    lca.lci({PRODUCT + n // 2 + k: 1})
    lca.lcia()


told["oneProductMs"] = best(5, one) * 1e3

symmetric = dict(permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.001, options={"SymmetricMode": True})
began = time.perf_counter()
lu = linalg.splu(M.T.tocsc(), **symmetric)
told["spluS"] = time.perf_counter() - began
q = np.asarray((C[0] @ B).todense()).ravel()
told["spluSolveMs"] = best(5, lambda k: lu.solve(q)) * 1e3
told["fill"] = int(lu.L.nnz + lu.U.nnz)

# The same system with every input and intervention lognormal, drawn and solved as bw2calc does it: next() draws, builds and solves.
LOGNORMAL, SIGMA = 2, np.log(1.1)


def spread(values, isUncertain):
    told = np.zeros(len(values), dtype=bwp.UNCERTAINTY_DTYPE)
    told["uncertainty_type"] = np.where(isUncertain, LOGNORMAL, 0)
    told["loc"] = np.where(isUncertain, np.log(np.abs(values)), values)
    told["scale"] = np.where(isUncertain, SIGMA, np.nan)
    for name in ("shape", "minimum", "maximum"):
        told[name] = np.nan
    return told


uncertain = bwp.create_datapackage()
coo = M.tocoo()
inputs = coo.data < 0
uncertain.add_persistent_vector(
    matrix="technosphere_matrix",
    indices_array=indices(coo.row + PRODUCT, coo.col + PROCESS),
    data_array=np.abs(coo.data),
    flip_array=inputs,
    distributions_array=spread(np.abs(coo.data), inputs),
)
coo = B.tocoo()
uncertain.add_persistent_vector(
    matrix="biosphere_matrix",
    indices_array=indices(coo.row + FLOW, coo.col + PROCESS),
    data_array=coo.data,
    distributions_array=spread(coo.data, np.ones(coo.nnz, dtype=bool)),
)
uncertain.add_persistent_vector(
    matrix="characterization_matrix",
    indices_array=indices(factors.col + FLOW, factors.col + FLOW),
    data_array=factors.data,
)
gmres = bc.JacobiGMRESLCA({PRODUCT + n // 2: 1}, data_objs=[uncertain], use_distributions=True, seed_override=1)
gmres.lci()
gmres.lcia()
told["gmresRunMs"] = best(7, lambda k: next(gmres)) * 1e3
print(json.dumps(told))
