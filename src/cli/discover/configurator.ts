/**
 * Scripts with nanoGPT's configurator: words such as `--learning_rate=1e-3` replace the constants at their head.
 *
 * @source https://github.com/karpathy/nanoGPT/blob/master/configurator.py
 */
import type { HelpOption } from "./help-options.ts";
import { scriptOf, textOf } from "./source.ts";

const constant =
  /^[ \t]*([A-Za-z]\w*)[ \t]*=[ \t]*(-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|True|False|'[^'\n]*'|"[^"\n]*")[ \t]*(?:#.*)?$/gim;

/**
 * The constants of such a script, with the values of the config files among the words.
 *
 * @returns null for any other command
 */
export function constantsOf(argv: readonly string[]): HelpOption[] | null {
  const script = scriptOf(argv);
  if (script === null) return null;
  const source = textOf(script);
  const end = source.search(/^[ \t]*exec\(open\(.*configurator\.py/m);
  if (end < 0) return null;
  const values = new Map(valuesIn(source.slice(0, end)));
  for (const config of argv.slice(argv.indexOf(script) + 1).filter((word) => word.endsWith(".py"))) {
    for (const [name, value] of valuesIn(textOf(config))) if (values.has(name)) values.set(name, value);
  }
  return [...values].map(([name, value]) => optionOf(name, value));
}

function valuesIn(text: string): [name: string, value: string][] {
  return Array.from(text.matchAll(constant), ([, name, value]) => [name!, value!]);
}

function optionOf(name: string, value: string): HelpOption {
  const isTruth = /^(True|False)$/.test(value);
  const isText = isTruth || /^["']/.test(value);
  return {
    flag: `--${name}`,
    opposite: null,
    kind: isText ? "text" : /^-?\d+$/.test(value) ? "int" : "float",
    choices: isTruth ? ["False", "True"] : null,
    listed: null,
    default: value.replace(/^(["'])(.*)\1$/, "$2"),
    low: null,
    high: null,
    isTyped: true,
  };
}
