import type { ExecutionResult } from "graphql";
import { isAsyncIterable, type Plugin } from "graphql-yoga";
import type { Logger } from "pino";
import type { JwtSettings } from "../../config/jwt.ts";
import { type Caller, unauthenticated } from "../../schema/builder/caller.ts";
import { findKey } from "../../store/auth/apiKeys.ts";
import type { Store } from "../../store/db/database.ts";
import type { ConnectionInfo } from "../clients/client.ts";
import { requestIdOf } from "../errors/requestId.ts";
import { interceptStream } from "../graphql/interceptStream.ts";
import { noteError } from "../watch/currentRequest.ts";
import { TokenRefusedError } from "./tokenRefused.ts";

export interface Access {
  /** Whether reading takes a key or a token too. */
  readonly read: "open" | "closed";
  /** Whose tokens are taken; null: nobody's. */
  readonly jwt: JwtSettings | null;
}

/**
 * Paths that hold no data: whether the service runs, and GraphiQL's files. Its page, in whose headers a key can be
 * written, is given by Yoga before it comes here.
 */
const OPEN = /^\/(health|ready)$|^\/graphiql\//;

const callers = new WeakMap<Request, Caller>();

/** Who asks, as the request's key or token said. */
export const callerOf = (request: Request): Caller | null => callers.get(request) ?? null;

interface Doorkeeper {
  /**
   * Counts a request that was refused.
   * @returns another answer, where there have been too many
   */
  onRefused(request: Request, connection: ConnectionInfo): Promise<Response | null>;
}

interface Admission {
  /**
   * Finds out who asks by a request that comes another way, as over a socket, for callerOf.
   * @throws GraphQLError with the code UNAUTHENTICATED
   */
  admit(request: Request): Promise<void>;
}

/**
 * Checks the key or token of a request before anything of its body is read, and lets nobody in without one where reading
 * is closed. One that is sent is checked wherever it is sent: a caller is told at once that it is no longer good.
 */
export function useAuthentication(
  store: Store,
  { read, jwt, onRefused }: Access & Doorkeeper,
  log: Logger,
): Plugin & Admission {
  // Loaded where there is an issuer: most services have none.
  const checking = jwt && import("./jwtTokens.ts").then(({ tokenChecker }) => tokenChecker(jwt));

  async function identify(credentials: string): Promise<Caller> {
    const bearer = /^bearer +(\S+)$/i.exec(credentials.trim())?.[1];
    if (bearer === undefined)
      throw new TokenRefusedError("The header “authorization” takes “Bearer” and a key or token.");
    if (checking && !bearer.startsWith("cg_")) return (await checking)(bearer);
    const key = await findKey(store, bearer, Date.now());
    if (!key) throw new TokenRefusedError("The key is none of this service, or no longer: ask its administrator.");
    return { name: key.name, id: key.id, scopes: key.scopes };
  }

  async function enter(request: Request, path: string): Promise<void> {
    const credentials = request.headers.get("authorization");
    if (credentials !== null) callers.set(request, await identify(credentials));
    else if (read === "closed" && !OPEN.test(path))
      throw new TokenRefusedError("Reading takes a key or token here; send it as “authorization: Bearer …”.");
  }

  return {
    async admit(request) {
      try {
        await enter(request, "/graphql");
      } catch (error) {
        throw error instanceof TokenRefusedError ? unauthenticated(error.message) : error;
      }
    },
    async onRequest({ request, url, serverContext, endResponse }) {
      if (request.method === "OPTIONS") return;
      try {
        await enter(request, url.pathname);
      } catch (error) {
        noteError(request, error instanceof TokenRefusedError ? "UNAUTHENTICATED" : "SERVICE_UNAVAILABLE");
        if (error instanceof TokenRefusedError) {
          const tooMany = await onRefused(request, serverContext as ConnectionInfo);
          return endResponse(tooMany ?? refusal(401, "UNAUTHENTICATED", error.message));
        }
        log.error({ requestId: requestIdOf(request), err: error }, "A key or token could not be checked.");
        endResponse(refusal(503, "SERVICE_UNAVAILABLE", "Keys and tokens cannot be checked at the moment; try again."));
      }
    },
    onExecutionResult({ request, result, setResult }) {
      if (read === "closed" && isAsyncIterable<ExecutionResult>(result))
        setResult(whileAdmitted(result, () => enter(request, "/graphql")));
    },
  };
}

/** The same events, as long as whoever reads them would still be let in: asked for each, and the last one says why not. */
const whileAdmitted = (
  events: AsyncIterable<ExecutionResult>,
  check: () => Promise<void>,
): AsyncIterableIterator<ExecutionResult> =>
  interceptStream(events, {
    async next(read, end) {
      const event = await read();
      try {
        await check();
        return event;
      } catch (error) {
        if (!(error instanceof TokenRefusedError)) throw error;
        await end();
        return { done: false, value: { errors: [unauthenticated(error.message)] } };
      }
    },
  });

/** As any answer of the endpoint. The body was not read, so nothing more can come over the connection. */
const refusal = (status: 401 | 503, code: string, message: string): Response =>
  Response.json(
    { errors: [{ message, extensions: { code } }] },
    {
      status,
      headers: {
        connection: "close",
        "cache-control": "no-store",
        ...(status === 401 ? { "www-authenticate": "Bearer" } : { "retry-after": "5" }),
      },
    },
  );
