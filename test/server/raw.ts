/** Requests as no well-behaved client would send them. */
import { request } from "node:http";

/** What a raw request is made of. */
export interface Raw {
  readonly method?: string;
  readonly path: string;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string | Buffer;
}

/** What came back. */
export interface Got {
  readonly status: number;
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  readonly text: string;
}

/** Sends a request to a server, with every header as it is given. */
export function send(url: string, { method = "GET", path, headers = {}, body }: Raw): Promise<Got> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname, port, method, path, headers, setHost: headers.host === undefined },
      (got) => {
        let text = "";
        got.setEncoding("utf8");
        got.on("data", (part: string) => {
          text += part;
          if (got.headers["content-type"] === "text/event-stream") got.destroy();
        });
        got.on("close", () => resolve({ status: got.statusCode ?? 0, headers: got.headers, text }));
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}
