import { useEffect, useState } from "preact/hooks";

/** Where the page stands: all of it is in the address, so that it can be sent to somebody. */
export interface Place {
  /** Decoded: `["study", "iris", "trials"]`; none for the list of studies. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
}

/** The address of a place: `#/study/iris/trials?sort=value`. */
export function linkTo(path: readonly string[], query: { readonly [name: string]: string } = {}): string {
  const words = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== "")).toString();
  return `#/${path.map(encodeURIComponent).join("/")}${words === "" ? "" : `?${words}`}`;
}

/** Changes a part of the address without a new entry in the history. */
export function setQuery(name: string, value: string): void {
  const { path, query } = readPlace();
  if (value === "") query.delete(name);
  else query.set(name, value);
  location.replace(linkTo(path, Object.fromEntries(query)));
}

export function usePlace(): Place {
  const [place, setPlace] = useState(readPlace);
  useEffect(() => {
    const onChange = () => setPlace(readPlace());
    addEventListener("hashchange", onChange);
    return () => removeEventListener("hashchange", onChange);
  }, []);
  return place;
}

function readPlace(): Place {
  const [path = "", query = ""] = location.hash.replace(/^#\/?/, "").split("?", 2);
  return {
    path: path
      .split("/")
      .filter((part) => part !== "")
      .map(decoded),
    query: new URLSearchParams(query),
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // somebody wrote the address by hand
  }
}
