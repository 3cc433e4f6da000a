import { expect, test } from "vitest";
import { hider } from "./secrets.ts";

test("what is called a secret is hidden, and so are passwords in URLs", () => {
  const hide = hider({
    WANDB_API_KEY: "k3y-of-wandb",
    HF_TOKEN: "hf_abcdefgh",
    DATABASE_URL: "postgres://me:correct-horse@db/x",
    SSH_PRIVATE_KEY: "-----BEGIN-----\nMIIEpAIBAAKC\n-----END-----",
    SSH_AUTH_SOCK: "/tmp/agent.sock",
    MONKEY: "banana-banana",
    PASS: "short",
  });
  expect(hide("k3y-of-wandb hf_abcdefgh correct-horse MIIEpAIBAAKC")).toBe("*** *** *** ***");
  expect(hide("short /tmp/agent.sock banana-banana")).toBe("short /tmp/agent.sock banana-banana");
});

test("one that holds another is hidden whole", () => {
  expect(hider({ A_TOKEN: "abcdefgh", B_TOKEN: "abcdefghij" })("abcdefghij")).toBe("***");
});
