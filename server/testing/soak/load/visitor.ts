import { Agent, type IncomingMessage, request } from "node:http";
import type { Random } from "../../../benchmarks/random.ts";
import type { Recorder } from "../recorder.ts";

/** What a request can ask for. */
export interface Asked {
  readonly method?: "GET" | "POST";
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: object;
}

/** A user of the service, at an address of its own. Node.js's `fetch` can choose neither the address nor the connection. */
export interface Visitor extends Disposable {
  readonly port: number;
  /** A loopback address: 127.0.0.1 to 127.255.255.254 are different clients. */
  readonly address: string;
  readonly random: Random;
  /** Opens a response, whose body the caller reads or leaves. @throws the connection's error */
  open(asked: Asked, signal?: AbortSignal): Promise<IncomingMessage>;
  /** Asks, reads the answer to its end, and records it. @returns the answer as text; "" if it was not answered */
  ask(kind: string, asked: Asked): Promise<string>;
}

/** In milliseconds. */
const TIMEOUT = 30_000;

export function createVisitor(port: number, address: string, random: Random, { record }: Recorder): Visitor {
  const agent = new Agent({ keepAlive: true });
  const open: Visitor["open"] = ({ method = "POST", path = "/graphql", headers = {}, body }, signal) => {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const text = body === undefined ? undefined : JSON.stringify(body);
    const sent = request({
      host: "127.0.0.1",
      port,
      localAddress: address,
      agent,
      method,
      path,
      headers: { ...(text !== undefined && { "content-type": "application/json" }), ...headers },
      timeout: TIMEOUT,
      ...(signal && { signal }),
    });
    sent
      .once("response", resolve)
      .once("error", reject)
      .once("timeout", () => sent.destroy(new Error("TIMEOUT")))
      .end(text);
    return promise;
  };
  return {
    port,
    address,
    random,
    open,
    async ask(kind, asked) {
      const start = performance.now();
      const waited = () => performance.now() - start;
      try {
        const response = await open(asked);
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk);
        const text = Buffer.concat(chunks).toString();
        record(kind, waited(), codeOf(response, text));
        return text;
      } catch (error) {
        record(kind, waited(), failureOf(error));
        return "";
      }
    },
    [Symbol.dispose]: () => agent.destroy(),
  };
}

/** The code of the first error of an answer, or its status. Null if it was answered as asked. */
export function codeOf({ statusCode = 0, headers }: IncomingMessage, text: string): string | null {
  if (/json/.test(headers["content-type"] ?? "") && headers["content-encoding"] === undefined) {
    const { errors } = JSON.parse(text) as { errors?: { extensions?: { code?: string } }[] };
    if (errors) return errors[0]?.extensions?.code ?? "AN ERROR WITHOUT A CODE";
  }
  return statusCode < 400 ? null : `HTTP ${statusCode}`;
}

/** The system's code of a broken connection. */
export const failureOf = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
};
