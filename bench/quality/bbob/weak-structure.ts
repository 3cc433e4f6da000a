/** f20 to f24: many modes, and little above them that leads to the best. */
import { waves } from "./cores.ts";
import { gallagher } from "./gallagher.ts";
import { centred, type Family } from "./instance.ts";
import { normals, uniforms } from "./random.ts";
import { lambda, penalty } from "./transformations.ts";
import { minus, sum, times } from "./vectors.ts";

const powers = Array.from({ length: 32 }, (_, k) => 2 ** (k + 1));

const schwefel: Family = {
  name: "schwefel",
  of({ d, seed }) {
    const corner = 4.2096874633;
    const signs = uniforms(d, seed).map((u) => Math.sign(u - 0.5));
    return {
      xopt: signs.map((s) => (s * corner) / 2),
      above(x) {
        const mirrored = x.map((xi, i) => 2 * signs[i]! * xi);
        const chained = mirrored.map((v, i) => (i === 0 ? v : v + 0.25 * (mirrored[i - 1]! - corner)));
        const z = lambda(
          10,
          chained.map((v) => v - corner),
        ).map((v) => 100 * (v + corner));
        const mean = sum(z.map((zi) => zi * Math.sin(Math.sqrt(Math.abs(zi))))) / d;
        return 4.189828872724339 - mean / 100 + 100 * penalty(z.map((zi) => zi / 100));
      },
    };
  },
};

const katsuura = centred("katsuura", ({ d, Q, R }) => (away, x) => {
  const z = times(lambda(100, times(away, Q)), R);
  const rough = z.map((zi) => sum(powers.map((p) => Math.abs(p * zi - Math.round(p * zi)) / p)));
  const product = rough.reduce((total, r, i) => total * (1 + (i + 1) * r) ** (10 / d ** 1.2), 1);
  return (10 / d ** 2) * (product - 1) + penalty(x);
});

const lunacek: Family = {
  name: "lunacek",
  of({ d, seed, Q, R }) {
    const mu0 = 2.5;
    const s = 1 - 1 / (2 * Math.sqrt(d + 20) - 8.2);
    const mu1 = -Math.sqrt((mu0 ** 2 - 1) / s);
    const signs = normals(d, seed).map(Math.sign);
    return {
      xopt: signs.map((sign) => (sign * mu0) / 2),
      above(x) {
        const mirrored = x.map((xi, i) => 2 * signs[i]! * xi);
        const bowl = (mu: number) => sum(mirrored.map((v) => (v - mu) ** 2));
        const centre = mirrored.map(() => mu0);
        const z = times(lambda(100, times(minus(mirrored, centre), Q)), R);
        return Math.min(bowl(mu0), d + s * bowl(mu1)) + waves(z) + 1e4 * penalty(x);
      },
    };
  },
};

export const weakStructure: readonly Family[] = [
  schwefel,
  gallagher("gallagher_101", { peaks: 101, width: 10, condition: Math.sqrt(1000) }),
  gallagher("gallagher_21", { peaks: 21, width: 9.8, condition: 1000 }),
  katsuura,
  lunacek,
];
