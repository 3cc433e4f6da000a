// A stand-in for a training script in any language: it reads its words, trains, and prints its metric.
// It fits a line by gradient descent, and prints the loss after each epoch.
const words = process.argv.slice(2);
const wordOf = (name) => words[words.indexOf(`--${name}`) + 1];
const lr = Number(wordOf("lr"));
const momentum = wordOf("opt") === "momentum" ? Number(process.env.TUNESMITH_PARAM_BETA ?? 0.9) : 0;

const points = Array.from({ length: 50 }, (_, i) => [i / 25 - 1, 3 * (i / 25 - 1) + 2]);
let [a, b, va, vb] = [0, 0, 0, 0];
for (let epoch = 1; epoch <= 20; epoch++) {
  let [ga, gb, loss] = [0, 0, 0];
  for (const [x, y] of points) {
    const error = a * x + b - y;
    loss += error ** 2 / points.length;
    ga += (2 * error * x) / points.length;
    gb += (2 * error) / points.length;
  }
  va = momentum * va - lr * ga;
  vb = momentum * vb - lr * gb;
  a += va;
  b += vb;
  console.log(`epoch ${epoch}/20 loss=${loss}`);
}
