import { Analyst } from "./analyst.ts";
import { Desk } from "./desk.ts";
import { Live } from "./live.ts";
import type { House, Room } from "./route.ts";

/** Opens each study of a storage once. */
export function houseOf(
  parts: Pick<House, "storage" | "storageUrl" | "tokens" | "version" | "artifacts" | "logs">,
): House & { close(): void } {
  const { storage } = parts;
  const rooms = new Map<string, Room>();
  const analyst = new Analyst();
  return {
    ...parts,
    analyst,
    room(study) {
      const known = rooms.get(study);
      if (known) return known;
      const live = new Live(storage, study);
      const room = { live, desk: new Desk(live) };
      rooms.set(study, room);
      return room;
    },
    leave(study) {
      rooms.get(study)?.live.forget();
      rooms.delete(study);
    },
    close() {
      analyst.close();
      for (const { live } of rooms.values()) live.close();
      rooms.clear();
    },
  };
}
