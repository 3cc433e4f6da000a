import { expect, test } from "vitest";
import { artifactsInS3 } from "../../src/server/s3.ts";

const keys = { AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "a-secret-that-stands-nowhere" };

test("an address that names no bucket, a store without keys and an endpoint that is none are refused by words", async () => {
  for (const address of ["s3://", "s3:bucket", "s3://Up/x", "s3://b/../c", "s3://bucket/a b", "s3://b?x=y"]) {
    await expect(artifactsInS3(address, 1000, keys), address).rejects.toThrow("write s3://BUCKET/PREFIX");
  }
  await expect(artifactsInS3("s3://bucket", 1000, {})).rejects.toThrow("set AWS_ACCESS_KEY_ID and");
  const odd = { ...keys, AWS_ENDPOINT_URL: "file:///etc" };
  await expect(artifactsInS3("s3://bucket", 1000, odd)).rejects.toThrow("AWS_ENDPOINT_URL is no http");
});

test("a store that is away is said to be, without its secrets, and what is too long never gets there", async () => {
  const nowhere = { ...keys, AWS_ENDPOINT_URL: "http://127.0.0.1:1" };
  const files = await artifactsInS3("s3://bucket/runs", 10, nowhere);
  const body = () => new Response("123").body;
  const fault: Error = await files.save(body()).catch((e) => e);
  expect(fault).toMatchObject({ status: 502, code: "file" });
  expect(fault.message).toContain("does not answer; is AWS_ENDPOINT_URL right");
  expect(`${fault.message} ${fault.stack}`).not.toContain(keys.AWS_SECRET_ACCESS_KEY);
  await expect(files.load("0".repeat(32))).rejects.toMatchObject({ status: 502 });
  await expect(files.save(new Response("x".repeat(11)).body)).rejects.toMatchObject({ status: 413 });
  for (const id of ["../other", "", "0".repeat(31), `${"0".repeat(32)}/x`])
    expect(await files.load(id)).toBeNull();
});
