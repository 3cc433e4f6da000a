/** Files of trials in an S3-compatible store: one object for each, named by its id. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { TunesmithError } from "../error.ts";
import { type Artifacts, artifactsIn, isArtifactId } from "./artifacts.ts";
import { Problem } from "./problem.ts";

/** A store that is busy or away for a moment is asked so often, with twice the pause each time. */
const mostTries = 4;
const pauseMs = 150;

/** An upload or the start of an answer may take so long. */
const patienceMs = 300_000;

/** What the environment says of a store, under the names that AWS's own tools read. */
type Environment = { readonly [name: string]: string | undefined };

interface Sent {
  readonly bytes: number;
  readonly sha256: string;
  /** Opens what is sent, anew for each try. */
  open(): Promise<ReadableStream<Uint8Array>>;
}

/**
 * Keeps files in a bucket.
 *
 * @param address  `s3://BUCKET` or `s3://BUCKET/PREFIX`
 * @param most     bytes a file may have
 * @param env      AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, and where wanted AWS_SESSION_TOKEN, AWS_REGION (default us-east-1),
 *   AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL (default AWS itself)
 * @throws TunesmithError "option" for an address that is none, and without keys
 */
export async function artifactsInS3(
  address: string,
  most: number,
  env: Environment = process.env,
): Promise<Artifacts> {
  const { bucket, base } = placeOf(address, env);
  const account = accountOf(env);
  const { AwsV4Signer } = await import("aws4fetch"); // servers that keep files in a folder do without it

  /** One request; an answer that is neither good nor "not there" is a problem of the store's. */
  async function call(method: "GET" | "PUT" | "DELETE", id: string, sent?: Sent): Promise<Response> {
    for (let tries = 1; ; tries++) {
      const response = await once(method, id, sent);
      if (response?.ok || response?.status === 404) return response;
      if (tries < mostTries && (response === null || response.status >= 500 || response.status === 429)) {
        await response?.body?.cancel();
        await sleep(pauseMs * 2 ** (tries - 1));
        continue;
      }
      throw response === null ? unreachable(bucket) : await refused(bucket, response);
    }
  }

  /** Null where there was no answer. */
  async function once(method: string, id: string, sent: Sent | undefined): Promise<Response | null> {
    const digest = sent === undefined ? {} : { "x-amz-content-sha256": sent.sha256 };
    const signer = new AwsV4Signer({
      ...account,
      service: "s3",
      method,
      url: `${base}${id}`,
      headers: digest,
    });
    const { url, headers } = await signer.sign();
    if (sent) headers.set("content-length", String(sent.bytes));
    const body = sent && sent.bytes > 0 ? { body: await sent.open(), duplex: "half" as const } : {};
    const signal = AbortSignal.timeout(patienceMs);
    return fetch(url, { method, headers, redirect: "manual", signal, ...body }).catch(() => null);
  }

  return {
    async save(body) {
      // Its length and hash stand before it in the request, so it waits here until it is whole.
      const folder = await mkdtemp(join(tmpdir(), "tunesmith-artifact-"));
      try {
        const room = artifactsIn(folder, most);
        const kept = await room.save(body);
        const open = async () => (await room.load(kept.id))!.body;
        const response = await call("PUT", kept.id, { ...kept, open });
        if (!response.ok) throw await refused(bucket, response);
        return kept;
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    async load(id) {
      if (!isArtifactId(id)) return null;
      const response = await call("GET", id);
      if (response.ok && response.body) {
        return { bytes: Number(response.headers.get("content-length")), body: response.body };
      }
      const code = await codeOf(response);
      if (code === "NoSuchBucket") throw noBucket(bucket);
      return null;
    },
    async remove(id) {
      if (isArtifactId(id)) await (await call("DELETE", id)).body?.cancel();
    },
  };
}

/** The bucket, and the address that stands before an id: the bucket in the path, as every such store takes it. */
function placeOf(address: string, env: Environment): { readonly bucket: string; readonly base: string } {
  const [, bucket, prefix = ""] =
    /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(address) ?? [];
  if (bucket === undefined || !/^[\w.\-/]*$/.test(prefix) || prefix.split("/").includes("..")) {
    const what = `${address} names no place for files`;
    throw new TunesmithError("option", `${what}; write s3://BUCKET/PREFIX, of letters, digits and . - _ /.`);
  }
  const given = env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL;
  const endpoint = given || `https://s3.${regionOf(env)}.amazonaws.com`;
  if (!URL.canParse(endpoint) || !/^https?:$/.test(new URL(endpoint).protocol)) {
    throw new TunesmithError(
      "option",
      "AWS_ENDPOINT_URL is no http or https address; say where the store is.",
    );
  }
  const parts = [endpoint.replace(/\/+$/, ""), bucket, ...prefix.split("/").filter((part) => part !== "")];
  return { bucket, base: `${parts.join("/")}/` };
}

function accountOf(env: Environment) {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (!accessKeyId || !secretAccessKey) {
    const how = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
    throw new TunesmithError("option", `files in s3:// need the keys of an account; ${how}.`);
  }
  const sessionToken = env.AWS_SESSION_TOKEN;
  return { accessKeyId, secretAccessKey, region: regionOf(env), ...(sessionToken ? { sessionToken } : {}) };
}

function regionOf(env: Environment): string {
  return env.AWS_REGION || env.AWS_DEFAULT_REGION || "us-east-1";
}

/** The word for what was wrong, such as "AccessDenied". */
async function codeOf(response: Response): Promise<string> {
  return /<Code>(\w{1,60})<\/Code>/.exec(await response.text().catch(() => ""))?.[1] ?? "";
}

async function refused(bucket: string, response: Response): Promise<Problem> {
  const code = await codeOf(response);
  if (code === "NoSuchBucket" || (response.status === 404 && code === "")) return noBucket(bucket);
  const how =
    response.status >= 300 && response.status < 400
      ? "set AWS_REGION to the bucket's region"
      : "see to the keys and rights of this server";
  return new Problem(502, "file", `The store of bucket ${bucket} said ${response.status} ${code}; ${how}.`);
}

function noBucket(bucket: string): Problem {
  return new Problem(
    502,
    "file",
    `The store has no bucket ${bucket}; make it, or start the server with another.`,
  );
}

function unreachable(bucket: string): Problem {
  return new Problem(
    502,
    "file",
    `The store of bucket ${bucket} does not answer; is AWS_ENDPOINT_URL right, and is it up?`,
  );
}
