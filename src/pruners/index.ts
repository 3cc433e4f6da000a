export { none } from "./none.ts";
export { median } from "./median.ts";
export * from "./pruner.ts";
import { TunesmithError } from "../error.ts";
import { none } from "./none.ts";
import { median } from "./median.ts";
export function prunerByName(name: string, options = {}) { const k = [none, median].find((k) => k.kind === name); if (!k) throw new TunesmithError("name", `no pruner ${name}`); return k(options); }
export function prunerKinds() { return [none, median]; }
