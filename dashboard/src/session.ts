import { createContext } from "preact";
import { useContext } from "preact/hooks";

/** Who looks at the page. */
export interface Session {
  readonly scope: "viewer" | "worker" | "operator";
  readonly version: string;
}

export const SessionContext = createContext<Session>({ scope: "viewer", version: "" });

/** Whether the reader may change things. */
export function useIsOperator(): boolean {
  return useContext(SessionContext).scope === "operator";
}
