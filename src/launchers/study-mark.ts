import { createHash } from "node:crypto";

/** A study as its workers on a cluster are marked with it: another one of that name, in another storage, has other workers. */
export interface StudyMark {
  readonly study: string;
  /** 16 letters for the study and its storage. */
  readonly key: string;
}

/** @param storage  its address, without a password */
export function studyMark(study: string, storage: string): StudyMark {
  const key = createHash("sha256")
    .update(JSON.stringify([storage, study]))
    .digest("hex")
    .slice(0, 16);
  return { study, key };
}

/**
 * A study's name as part of the name of a job: small letters, digits and `-`, at most 40.
 *
 * @returns "study" where nothing is left
 */
export function jobNameOf(study: string): string {
  const plain = study.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return plain.slice(0, 40).replace(/^-+|-+$/g, "") || "study";
}
