/** Files of trials in a real S3-speaking server: moto, with its check of signatures and rights switched on. */
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { artifactsInS3 } from "../../src/server/s3.ts";
import { makeStudy, startServer } from "../server/house.ts";

const python = process.env.TUNESMITH_PYTHON ?? "python3";
const hasMoto = spawnSync(python, ["-c", "import boto3, flask, moto.server"]).status === 0;

/** Begins a store with a bucket, and a user who may use it; the first four calls need no rights. */
const program = `
import json, sys, boto3
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
url = "http://%s:%d" % server.get_host_and_port()
as_root = dict(endpoint_url=url, region_name="us-east-1", aws_access_key_id="root", aws_secret_access_key="root")
iam, s3 = boto3.client("iam", **as_root), boto3.client("s3", **as_root)
iam.create_user(UserName="tuner")
rights = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}
iam.put_user_policy(UserName="tuner", PolicyName="files", PolicyDocument=json.dumps(rights))
key = iam.create_access_key(UserName="tuner")["AccessKey"]
s3.create_bucket(Bucket="tunes")
print(json.dumps({"url": url, "id": key["AccessKeyId"], "secret": key["SecretAccessKey"]}), flush=True)
as_tuner = dict(as_root, aws_access_key_id=key["AccessKeyId"], aws_secret_access_key=key["SecretAccessKey"])
for _ in sys.stdin:
    found = boto3.client("s3", **as_tuner).list_objects_v2(Bucket="tunes").get("Contents", [])
    print(json.dumps([[one["Key"], one["Size"]] for one in found]), flush=True)
`;

describe.skipIf(!hasMoto)("files in an S3-compatible store (moto)", () => {
  let store: ReturnType<typeof spawn>;
  let lines: AsyncIterator<string>;
  let env: { [name: string]: string };

  beforeAll(async () => {
    store = spawn(python, ["-c", program], {
      env: { ...process.env, INITIAL_NO_AUTH_ACTION_COUNT: "4" },
      stdio: ["pipe", "pipe", "ignore"],
    });
    lines = createInterface({ input: store.stdout! })[Symbol.asyncIterator]();
    const { url, id, secret } = await said();
    env = { AWS_ENDPOINT_URL_S3: url, AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret };
  });
  afterAll(() => store?.kill());

  const said = async () => JSON.parse((await lines.next()).value as string);
  const listed = async (): Promise<[key: string, bytes: number][]> => {
    store.stdin!.write("?\n");
    return said();
  };
  const bytesOf = async (body: ReadableStream<Uint8Array>) =>
    Buffer.from(await new Response(body).arrayBuffer());

  test("a file of any bytes and length is kept under its id alone, comes back whole, and is removed", async () => {
    const files = await artifactsInS3("s3://tunes/team/a", 20_000_000, env);
    for (const length of [0, 1, 65_537, 12_000_000]) {
      const bytes = randomBytes(length);
      const kept = await files.save(new Response(bytes).body);
      expect(kept.bytes).toBe(length);
      expect(await listed()).toEqual([[`team/a/${kept.id}`, length]]);
      const found = (await files.load(kept.id))!;
      expect(found.bytes).toBe(length);
      expect(bytes.equals(await bytesOf(found.body))).toBe(true);
      await files.remove(kept.id);
      await files.remove(kept.id); // once more is no fault
      expect(await files.load(kept.id)).toBeNull();
      expect(await listed()).toEqual([]);
    }
  });

  test("what is too long, keys that are wrong and a bucket that is not there are said, and nothing stays behind", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tunesmith-s3-")); // where others keep nothing
    const { TMPDIR } = process.env;
    process.env.TMPDIR = folder;
    onTestFinished(() => {
      if (TMPDIR === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = TMPDIR;
      rmSync(folder, { recursive: true });
    });
    const small = await artifactsInS3("s3://tunes", 10, env);
    await expect(small.save(new Response("x".repeat(11)).body)).rejects.toMatchObject({ status: 413 });
    const stranger = await artifactsInS3("s3://tunes", 10, { ...env, AWS_SECRET_ACCESS_KEY: "wrong-secret" });
    const fault: Error = await stranger.save(new Response("x").body).catch((e) => e);
    expect(fault.message).toMatch(
      /^The store of bucket tunes said 403 SignatureDoesNotMatch; see to the keys/,
    );
    expect(fault.message).not.toContain("wrong-secret");
    const nowhere = await artifactsInS3("s3://no-such-bucket", 10, env);
    await expect(nowhere.save(new Response("x").body)).rejects.toThrow(
      "The store has no bucket no-such-bucket",
    );
    expect(await listed()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("the server keeps files there: by id, as downloads, and they go with their study", async () => {
    const names = Object.keys(env);
    for (const name of names) process.env[name] = env[name];
    const server = await startServer({ artifacts: "s3://tunes/files" }).finally(() => {
      for (const name of names) delete process.env[name];
    });
    await makeStudy(server);
    const at = "/api/v1/studies/iris/artifacts";
    const sent = { method: "POST", body: "a picture", headers: { "content-type": "x/y" } };
    const { body: kept } = await server.json(`${at}?name=${encodeURIComponent("../x.png")}`, sent);
    expect(await listed()).toEqual([[`files/${kept.id}`, 9]]);
    const got = await server.ask(`${at}/${kept.id}`);
    expect(await got.text()).toBe("a picture");
    expect(got.headers.get("content-disposition")).toContain("attachment");
    expect((await server.ask(`${at}/${"0".repeat(32)}`)).status).toBe(404);
    await server.ask("/api/v1/studies/iris", { method: "DELETE" });
    expect(await listed()).toEqual([]);
  });
});
