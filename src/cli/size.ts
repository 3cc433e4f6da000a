const units: { readonly [unit: string]: number } = {
  "": 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
  k: 2 ** 10,
  m: 2 ** 20,
  g: 2 ** 30,
};

/**
 * Reads a size of memory: `500MB`, `8GiB`, `2g`.
 *
 * @returns in bytes, > 0; null for what is none
 */
export function bytesOf(text: string): number | null {
  const [, amount, unit = ""] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(text) ?? [];
  const bytes = Number(amount) * (units[unit.toLowerCase()] ?? Number.NaN);
  return bytes > 0 ? Math.round(bytes) : null;
}
