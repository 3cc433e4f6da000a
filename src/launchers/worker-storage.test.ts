import { describe, expect, test } from "vitest";
import { isOfThisMachine, workerStorage } from "./worker-storage.ts";

describe("the storage of workers elsewhere", () => {
  test.each(["memory:", "sqlite:a.db", "SQLITE:///data/a.db"])("cannot be %s", (url) => {
    expect(() => workerStorage(url)).toThrow(/postgres:.*tunesmith serve/);
  });

  test.each([
    ["postgres://tuner@db/studies", false],
    ["postgres://tuner:pw@db/studies", true],
    ["postgres://db/studies?password=pw", true],
    ["http://host:8080", false],
    ["https://token@host", true],
    ["postgres://a:pw@h1,h2:5432/db", true],
  ])("%s has a secret in it: %s", (url, isSecret) => {
    expect(workerStorage(url, {})).toEqual({ url, isSecret, variables: [] });
  });

  test("names the variables that hold its secrets, where they are set", () => {
    const env = { TUNESMITH_TOKEN: "t", PGPASSWORD: "" };
    expect(workerStorage("http://h", env).variables).toEqual(["TUNESMITH_TOKEN"]);
    expect(workerStorage("postgres://h/d", env).variables).toEqual([]);
  });

  test.each([
    ["http://localhost:8080", true],
    ["postgres://u@127.0.0.1:5432/d", true],
    ["http://[::1]:80", true],
    ["postgres:///studies", true],
    ["http://tuner.cluster:8080", false],
    ["postgres://h1,h2/d", false],
  ])("%s is of this machine alone: %s", (url, isOurs) => {
    expect(isOfThisMachine(url)).toBe(isOurs);
  });
});
