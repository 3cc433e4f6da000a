import { createContext } from "preact";
import { useContext } from "preact/hooks";

/** Who looks at the page. */
export interface Session {
  readonly scope: "viewer" | "worker" | "operator";
  readonly version: string;
  /** Whether the server keeps files. */
  readonly keepsFiles?: boolean;
  /** Whether it shows operators what commands print. */
  readonly showsOutput?: boolean;
}

export const SessionContext = createContext<Session>({ scope: "viewer", version: "" });

export function useSession(): Session {
  return useContext(SessionContext);
}

/** Whether the reader may change things. */
export function useIsOperator(): boolean {
  return useContext(SessionContext).scope === "operator";
}
