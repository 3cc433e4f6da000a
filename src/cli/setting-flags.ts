import { collect, type Flag } from "./command.ts";
import type { Setting } from "./study-file/setting.ts";
import { settings } from "./study-file/settings.ts";

/** The flags of settings: of the run, or of the command. */
export function settingFlags(of: Setting["of"], group?: string): Flag[] {
  return settings
    .filter((setting) => setting.of === of)
    .map(({ flags, help, isList }) => ({
      flags,
      help,
      ...(isList ? { read: collect } : {}),
      ...(group ? { group } : {}),
    }));
}
