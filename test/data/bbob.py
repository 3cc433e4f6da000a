"""What the BBOB functions of the Python package cma give, for test/bench/bbob.test.ts.

    python test/data/bbob.py > test/data/bbob.json

Of each function, instance and dimension: fopt, xopt, and the values at the points of the dimension (two in the box, one out of it, one
on its edge), then at xopt moved by the dimension's offset, then at xopt.
"""
import json

import cma
import numpy as np
from cma import bbobbenchmarks

rng = np.random.default_rng(0)
points, offsets, cases = {}, {}, []
for d in (2, 5, 10, 80):
    inside, edge = rng.uniform(-5, 5, (2, d)), rng.uniform(-5, 5, d)
    edge[::2] = np.where(edge[::2] < 0, -5, 5)
    outside = rng.uniform(5.5, 8, d) * rng.choice([-1, 1], d)
    outside[-1] = 0.25
    points[d] = np.round([*inside, outside, edge], 3)
    offsets[d] = np.round(rng.normal(0, 0.02, d), 4)

for number in range(1, 25):
    for instance in (1, 2, 3):
        for d in points:
            if d == 80 and not (instance == 1 and number in (8, 9, 19)):
                continue  # beyond 64 these three are scaled
            f, fopt = bbobbenchmarks.instantiate(number, iinstance=instance)
            f(np.zeros(d))  # makes xopt
            xopt = np.array(f.xopt, dtype=float)
            values = [float(f(x.copy())) for x in [*points[d], xopt + offsets[d], xopt]]
            cases.append(
                {"f": number, "instance": instance, "d": d, "fopt": float(fopt), "xopt": xopt.tolist(), "values": values}
            )

found = {
    "cma": cma.__version__,
    "points": {d: p.tolist() for d, p in points.items()},
    "offsets": {d: o.tolist() for d, o in offsets.items()},
    "cases": cases,
}
print(json.dumps(found, separators=(",", ":")))
