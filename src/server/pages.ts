import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { problem } from "./problem.ts";

/** A file of the page, ready to be sent. */
interface File {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly zipped: Uint8Array<ArrayBuffer> | null;
  readonly etag: string;
}

/** The files of the page by their paths: what is not in this table is not there, however it is spelt. */
export type Pages = ReadonlyMap<string, File>;

const types: { readonly [extension: string]: string } = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
};

/** Reads the built page; empty when it was not built. */
export function readPages(folder: string): Pages {
  const pages = new Map<string, File>();
  if (!existsSync(folder)) return pages;
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const type = types[extname(name)];
    if (type === undefined || !statSync(join(folder, name)).isFile()) continue;
    const bytes = new Uint8Array(readFileSync(join(folder, name)));
    const zipped = bytes.length > 1000 ? new Uint8Array(gzipSync(bytes, { level: 9 })) : null;
    const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
    pages.set(`/${name.replaceAll("\\", "/")}`, { type, bytes, zipped, etag });
  }
  const index = pages.get("/index.html");
  if (index) pages.set("/", index);
  return pages;
}

/** The answer for a path. */
export function pageAt(pages: Pages, path: string, known: string | undefined): Response {
  const file = pages.get(path);
  if (!file) {
    const what = path === "/" ? "The page was not built; run npm run build." : "There is nothing here.";
    return problem(404, "path", what);
  }
  const cache = path.startsWith("/assets/") ? "private, max-age=31536000, immutable" : "no-cache";
  const headers = new Headers({ "content-type": file.type, etag: file.etag, "cache-control": cache });
  if (known === file.etag) return new Response(null, { status: 304, headers });
  // Every browser since 2000 takes gzip; who asks for one file by hand can say --compressed.
  if (file.zipped) headers.set("content-encoding", "gzip");
  return new Response(file.zipped ?? file.bytes, { headers });
}
