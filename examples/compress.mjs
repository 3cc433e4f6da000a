// A real program with two goals: how small a text gets, and how long that takes.
import { readFileSync } from "node:fs";
import { brotliCompressSync, constants as c, gzipSync } from "node:zlib";

const [method, level, window] = process.argv.slice(2);
const text = readFileSync(new URL("../data/breast_cancer.csv", import.meta.url));
const start = performance.now();
const brotli = { [c.BROTLI_PARAM_QUALITY]: Number(level), [c.BROTLI_PARAM_LGWIN]: Number(window) };
const packed =
  method === "gzip" ? gzipSync(text, { level: Number(level) }) : brotliCompressSync(text, { params: brotli });
console.log(`size=${packed.length} ms=${(performance.now() - start).toFixed(2)}`);
