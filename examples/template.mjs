// A program that reads all it should know from a config file, as many do.
import { readFileSync } from "node:fs";

const lines = readFileSync(process.argv[2], "utf8").split("\n");
const pairs = lines.filter((line) => line.includes(" = ")).map((line) => line.split(" = "));
const { lr, opt, epochs } = Object.fromEntries(pairs.map(([key, value]) => [key, JSON.parse(value)]));
const momentum = opt === "momentum" ? 0.9 : 0;
let [x, v] = [4, 0];
for (let epoch = 1; epoch <= epochs; epoch++) {
  v = momentum * v - lr * (2 * x + Math.cos(3 * x));
  x += v;
  console.log(JSON.stringify({ epoch, loss: x * x + Math.sin(3 * x) / 3 }));
}
