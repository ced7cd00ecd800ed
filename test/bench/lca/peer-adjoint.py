"""The time of bw2calc's own adjoint on a system folder, as one line of JSON. Argument: the folder."""

import json
import os
import sys
import time
import warnings

warnings.filterwarnings("ignore")

import bw2calc as bc
import bw_processing as bwp
import numpy as np
from scipy.io import mmread

folder = sys.argv[1]
M, B, C = (mmread(os.path.join(folder, f"{name}.mtx")).tocsr() for name in "ABC")
n = M.shape[0]
PRODUCT, PROCESS, FLOW = 1, 1_000_001, 2_000_001
METHOD = "first"


def indices(rows, columns):
    return np.array(list(zip(rows, columns)), dtype=bwp.INDICES_DTYPE)


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
    identifier=METHOD,
)

# One demand: the scores of all products (`product_scores`) are worked out whatever is demanded.
lca = bc.FastScoresOnlyMultiLCA(
    {"middle": {PRODUCT + n // 2: 1}},
    method_config={"impact_categories": [METHOD]},
    data_objs=[package],
    direction="adjoint",
)
next(lca)  # builds the matrices, and solves
times = []
for _ in range(2):
    began = time.perf_counter()
    lca.calculate()
    times.append(time.perf_counter() - began)
print(json.dumps({"adjointMs": min(times) * 1e3, "check": float(lca.scores[0, 0])}))
