/**
 * Conditions as people write them: `layers * width <= 4096 and (opt == "adam" or momentum < 0.9)`.
 *
 *   or      = and { ("or" | "||") and }          and  = not { ("and" | "&&") not }
 *   not     = ("not" | "!") not | compare        compare = sum { ("<" | "<=" | ">" | ">=" | "==" | "!=") sum }
 *   sum     = product { ("+" | "-") product }    product = unary { ("*" | "/" | "%") unary }
 *   unary   = "-" unary | power                  power = atom [ ("^" | "**") unary ]
 *   atom    = number | "text" | true | false | null | name | function "(" or { "," or } ")" | "(" or ")"
 *
 * A name may be dotted; one with other signs stands in backquotes. It is read into a tree and never run as code.
 */

/** A piece of a condition. */
export type Expression =
  | { readonly kind: "value"; readonly value: number | string | boolean | null }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "call"; readonly name: string; readonly of: readonly Expression[] }
  | { readonly kind: "not" | "minus"; readonly of: Expression }
  | { readonly kind: "pair"; readonly op: string; readonly left: Expression; readonly right: Expression };

/** What may be called. */
export const functions: { readonly [name: string]: (...x: number[]) => number } = {
  abs: Math.abs,
  ceil: Math.ceil,
  exp: Math.exp,
  floor: Math.floor,
  log: Math.log,
  log10: Math.log10,
  log2: Math.log2,
  max: Math.max,
  min: Math.min,
  round: Math.round,
  sqrt: Math.sqrt,
};

const token =
  /\s*(?:(\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|`([^`]+)`|([\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}\p{N}_$-]+)*)|(\*\*|<=|>=|==|!=|&&|\|\||[-+*/%^<>!(),]))/uy;

interface Token {
  readonly kind: "number" | "text" | "name" | "sign" | "end";
  readonly text: string;
}

/** Deeper nesting is an attack, or a mistake. */
const deepest = 100;

/**
 * @param refuse  makes the error of what cannot be read
 */
export function parseExpression(text: string, refuse: (what: string) => Error): Expression {
  const tokens = tokensOf(text, refuse);
  let at = 0;
  let depth = 0;
  const peek = () => tokens[at]!;
  const shown = ({ kind, text: t }: Token) => (kind === "end" ? "it ends" : `there is ${t}`);
  const take = (...texts: readonly string[]): string | null => {
    const t = peek();
    const isOne = (t.kind === "sign" || t.kind === "name") && texts.includes(t.text);
    if (isOne) at += 1;
    return isOne ? t.text : null;
  };
  /** Pairs of one rank, from the left. */
  const pairs =
    (inner: () => Expression, ops: { readonly [written: string]: string }): (() => Expression) =>
    () => {
      let left = inner();
      for (let op = take(...Object.keys(ops)); op !== null; op = take(...Object.keys(ops))) {
        left = { kind: "pair", op: ops[op]!, left, right: inner() };
      }
      return left;
    };

  const atom = (): Expression => {
    const t = peek();
    at += 1;
    if (t.kind === "number") return { kind: "value", value: Number(t.text) };
    if (t.kind === "text") return { kind: "value", value: t.text };
    if (t.kind === "sign" && t.text === "(") {
      const inner = whole();
      if (!take(")")) throw refuse(`lacks a ")" where ${shown(peek())}`);
      return inner;
    }
    if (t.kind !== "name") throw refuse(`lacks a value where ${shown(t)}`);
    const literals: { readonly [word: string]: boolean | null } = { true: true, false: false, null: null };
    if (Object.hasOwn(literals, t.text)) return { kind: "value", value: literals[t.text]! };
    if (!take("(")) return { kind: "name", name: t.text };
    if (!Object.hasOwn(functions, t.text)) {
      throw refuse(`calls ${t.text}, and there are ${Object.keys(functions).join(", ")}`);
    }
    const of = [whole()];
    while (take(",")) of.push(whole());
    if (!take(")")) throw refuse(`lacks a ")" where ${shown(peek())}`);
    return { kind: "call", name: t.text, of };
  };
  const unary = (): Expression => {
    if (take("-")) return { kind: "minus", of: unary() };
    const base = atom();
    return take("^", "**") ? { kind: "pair", op: "^", left: base, right: unary() } : base;
  };
  const sum = pairs(pairs(unary, { "*": "*", "/": "/", "%": "%" }), { "+": "+", "-": "-" });
  const compare = (): Expression => {
    let left = sum();
    let chain: Expression | null = null;
    for (let op = take(...comparisons); op !== null; op = take(...comparisons)) {
      const right = sum();
      const link: Expression = { kind: "pair", op, left, right };
      chain = chain ? { kind: "pair", op: "and", left: chain, right: link } : link; // 1 <= x <= 5
      left = right;
    }
    return chain ?? left;
  };
  const not = (): Expression => (take("not", "!") ? { kind: "not", of: not() } : compare());
  const any = pairs(pairs(not, { and: "and", "&&": "and" }), { or: "or", "||": "or" });
  function whole(): Expression {
    depth += 1;
    if (depth > deepest) throw refuse(`is nested more than ${deepest} deep`);
    const found = any();
    depth -= 1;
    return found;
  }

  const found = whole();
  if (peek().kind !== "end") throw refuse(`goes on with ${peek().text} where it should end`);
  return found;
}

export const comparisons = ["<", "<=", ">", ">=", "==", "!="];

function tokensOf(text: string, refuse: (what: string) => Error): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; text.slice(at).trim() !== ""; at = token.lastIndex) {
    token.lastIndex = at;
    const found = token.exec(text);
    if (!found) throw refuse(`cannot be read from "${text.slice(at).trim().slice(0, 20)}" on`);
    const [, number, double, single, quoted, name, sign] = found;
    if (number !== undefined) tokens.push({ kind: "number", text: number });
    else if (name !== undefined || quoted !== undefined)
      tokens.push({ kind: "name", text: (name ?? quoted)! });
    else if (sign !== undefined) tokens.push({ kind: "sign", text: sign });
    else tokens.push({ kind: "text", text: (double ?? single)!.replace(/\\(.)/g, "$1") });
  }
  return [...tokens, { kind: "end", text: "" }];
}
