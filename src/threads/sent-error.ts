import { TunesmithError } from "../error.ts";

/** An error on its way: of a class of ours only the words cross by themselves. */
export interface SentError {
  readonly error: unknown;
  readonly code: string | null;
}

/** What can be sent of an error; of what cannot be copied the words. */
export function sent(error: unknown): SentError {
  const code = error instanceof TunesmithError ? error.code : null;
  try {
    return { error: structuredClone(error), code };
  } catch {
    return { error: new Error(String(error)), code };
  }
}

/** The error as it was. */
export function received({ error, code }: SentError): unknown {
  if (code === null) return error;
  const { message, stack, cause } = error as Error;
  const back = new TunesmithError(code as TunesmithError["code"], message, { cause });
  if (stack !== undefined) back.stack = stack;
  return back;
}
