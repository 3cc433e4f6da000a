/** Keeps secrets of the environment out of what is kept: logs, reasons, the page. */

/** Variables that hold secrets by their names. */
const telling =
  /(?:^|_)(?:SECRETS?|TOKENS?|PASSWORD|PASSWD|PASSPHRASE|PASS|APIKEY|KEY|KEYS|CREDENTIALS?|AUTH|COOKIE|DSN)(?:_|$)/i;

/** A shorter one is hidden nowhere: it would blank words that only look like it. */
const shortest = 8;

/** The password in a URL. */
const inUrl = /\w:\/\/[^\s:@/]*:([^\s@/]+)@/g;

/**
 * Hides secrets in texts: the values of variables that are called so (`WANDB_API_KEY`, `DB_PASSWORD`), and passwords in the
 * URLs of any variable.
 *
 * @returns what replaces each of them by `***`
 */
export function hider(...environments: readonly NodeJS.ProcessEnv[]): (text: string) => string {
  const secrets = new Set<string>();
  for (const [name, value = ""] of environments.flatMap((env) => Object.entries(env))) {
    for (const [, password] of value.matchAll(inUrl)) secrets.add(password!);
    // A path is where a secret lies, and none itself.
    if (telling.test(name) && !value.startsWith("/"))
      for (const line of value.split(/\r?\n/)) secrets.add(line.trim());
  }
  const longestFirst = [...secrets].filter((s) => s.length >= shortest).sort((a, b) => b.length - a.length);
  if (longestFirst.length === 0) return (text) => text;
  return (text) => longestFirst.reduce((hidden, secret) => hidden.replaceAll(secret, "***"), text);
}
