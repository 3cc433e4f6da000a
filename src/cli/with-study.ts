import { type OpenOptions, openStudy, type Study } from "../study/index.ts";
import { withStorage } from "./with-storage.ts";

/**
 * Opens a study to work on, and closes it after.
 *
 * @throws TunesmithError "storage", "study-missing"
 */
export async function withStudy<T>(
  url: string,
  name: string,
  work: (study: Study) => Promise<T>,
  how: OpenOptions = {},
): Promise<T> {
  return withStorage(url, async (storage) => {
    const study = await openStudy(name, { ...how, storage });
    try {
      return await work(study);
    } finally {
      await study.close();
    }
  });
}
