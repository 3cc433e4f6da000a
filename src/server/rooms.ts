import type { Asker } from "../study/asking/asker.ts";
import { Analyst } from "./analyst.ts";
import { Desk } from "./desk.ts";
import { Live } from "./live.ts";
import type { House, Room } from "./route.ts";

/**
 * Opens each study of a storage once.
 *
 * @param asker  makes points beside everything else; it ends with the house
 */
export function houseOf(
  parts: Pick<House, "storage" | "storageUrl" | "tokens" | "version" | "artifacts" | "logs">,
  asker: Asker | null = null,
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
      const room = { live, desk: new Desk(live, asker) };
      rooms.set(study, room);
      return room;
    },
    leave(study) {
      rooms.get(study)?.live.forget();
      rooms.delete(study);
    },
    close() {
      analyst.close();
      void asker?.close();
      for (const { live } of rooms.values()) live.close();
      rooms.clear();
    },
  };
}
