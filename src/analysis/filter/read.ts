/**
 * The expressions that choose trials: `value > 0.9 and (opt == "adam" or lr < 1e-3)`.
 *
 *   or    = and { "or" and }
 *   and   = not { "and" not }
 *   not   = "not" not | test
 *   test  = sum [ ("==" | "!=" | "<" | "<=" | ">" | ">=" | "contains") sum ]
 *   sum   = term { ("+" | "-") term }
 *   term  = atom { ("*" | "/") atom }
 *   atom  = number | text in quotes | true | false | null | name | `any name` | "-" atom | "(" or ")"
 *
 * `=`, `&&`, `||` and `!` are read, too. It is data all the way: nothing of it is ever run as a program.
 */
import { TunesmithError } from "../../error.ts";
import type { Scalar } from "../../space/index.ts";

/** An expression, read. */
export type Expression =
  | { readonly kind: "value"; readonly value: Scalar }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "not" | "minus"; readonly of: Expression }
  | { readonly kind: "two"; readonly sign: Sign; readonly left: Expression; readonly right: Expression };

const comparisons = ["==", "!=", "<=", ">=", "<", ">", "contains"] as const;
export type Sign = "or" | "and" | "+" | "-" | "*" | "/" | (typeof comparisons)[number];

/** Longer than anybody writes by hand; deeper than any stack would mind. */
const [longest, deepest] = [2000, 60];

const word =
  /\s*(?:([\d.]+(?:e[+-]?\d+)?)|("(?:[^"\\]|\\.)*"|'[^']*'|`[^`]*`)|([\p{L}_][\p{L}\p{N}_.]*)|(==|!=|<=|>=|&&|\|\||[-+*/()<>=!]))/uy;
const spelt: { readonly [word: string]: string } = { "=": "==", "&&": "and", "||": "or", "!": "not" };

interface Token {
  readonly kind: "number" | "text" | "name" | "sign";
  readonly text: string;
}

/**
 * Reads an expression.
 *
 * @throws TunesmithError "option", with the place where it cannot be understood
 */
export function readExpression(text: string): Expression {
  if (text.length > longest) throw refuse(text, `has ${text.length} characters; ${longest} are enough`);
  const tokens = tokensOf(text);
  let at = 0;
  let depth = 0;

  const isSign = (sign: string) => tokens[at]?.kind === "sign" && tokens[at]!.text === sign;
  const take = (sign: string) => isSign(sign) && ++at > 0;
  const chain = (signs: readonly Sign[], next: () => Expression) => () => {
    let left = next();
    for (;;) {
      const sign = signs.find(take);
      if (sign === undefined) return left;
      left = { kind: "two", sign, left, right: next() };
    }
  };
  const nested = (read: () => Expression): Expression => {
    if (++depth > deepest) throw refuse(text, `is nested more than ${deepest} deep`);
    const found = read();
    depth -= 1;
    return found;
  };

  function atom(): Expression {
    const token = tokens[at++];
    if (!token) throw refuse(text, "ends where a value or a name should stand");
    if (token.kind === "number") return { kind: "value", value: numberOf(token.text, text) };
    if (token.kind === "text") return textOf(token.text, text);
    if (token.kind === "name") return nameOf(token.text);
    if (token.text === "-") return { kind: "minus", of: nested(atom) };
    if (token.text !== "(") throw refuse(text, `has "${token.text}" where a value or a name should stand`);
    const inner = nested(or);
    if (!take(")")) throw refuse(text, 'lacks a ")"');
    return inner;
  }
  const term = chain(["*", "/"], atom);
  const sum = chain(["+", "-"], term);
  function test(): Expression {
    const left = sum();
    const sign = comparisons.find(take);
    return sign === undefined ? left : { kind: "two", sign, left, right: sum() };
  }
  function not(): Expression {
    return take("not") ? { kind: "not", of: nested(not) } : test();
  }
  const and = chain(["and"], not);
  const or: () => Expression = chain(["or"], and);

  const found = or();
  if (at < tokens.length) throw refuse(text, `goes on with "${tokens[at]!.text}" where it should end`);
  return found;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  word.lastIndex = 0;
  while (text.slice(word.lastIndex).trim() !== "") {
    const from = word.lastIndex;
    const found = word.exec(text);
    if (!found) throw refuse(text, `cannot be understood at "${text.slice(from).trim().slice(0, 12)}"`);
    const [, number, quoted, name, sign] = found;
    if (number !== undefined) tokens.push({ kind: "number", text: number });
    else if (quoted !== undefined) tokens.push({ kind: "text", text: quoted });
    else if (name !== undefined && !["and", "or", "not", "contains"].includes(name)) {
      tokens.push({ kind: "name", text: name });
    } else {
      const plain = (name ?? sign)!;
      tokens.push({ kind: "sign", text: spelt[plain] ?? plain });
    }
  }
  return tokens;
}

function numberOf(word: string, text: string): number {
  const value = Number(word);
  if (Number.isFinite(value)) return value;
  throw refuse(text, `has "${word}", which is no number`);
}

function textOf(quoted: string, text: string): Expression {
  if (quoted.startsWith("`")) return { kind: "name", name: quoted.slice(1, -1) };
  if (quoted.startsWith("'")) return { kind: "value", value: quoted.slice(1, -1) };
  try {
    return { kind: "value", value: JSON.parse(quoted) as string };
  } catch {
    throw refuse(text, `has ${quoted}, which is no text as JSON writes it`);
  }
}

function nameOf(name: string): Expression {
  const constants: { readonly [name: string]: Scalar } = { true: true, false: false, null: null };
  return Object.hasOwn(constants, name) ? { kind: "value", value: constants[name]! } : { kind: "name", name };
}

function refuse(text: string, what: string): TunesmithError {
  const found = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return new TunesmithError("option", `the filter ${JSON.stringify(found)} ${what}.`);
}
