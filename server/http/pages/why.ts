import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import type { Logger } from "pino";
import { failureResponse } from "../../publish/forms.ts";
import { requestIdOf } from "../errors/requestId.ts";
import { securityHeaders } from "./pages.ts";
import type { WhyFile } from "./whyFiles.ts";

const FOLDER = "/why/";

/** The example app in `sdk/examples/why/`, ready to use. */
export function why(log: Logger): Record<string, (request: Request) => Promise<Response>> {
  return {
    "/why": async ({ url }) =>
      new Response(null, { status: 308, headers: { location: `.${FOLDER}${new URL(url).search}` } }),
    [FOLDER]: async (request) => {
      try {
        return await answer(request);
      } catch (err) {
        const requestId = requestIdOf(request);
        log.error({ requestId, err }, "The example app could not be made from its sources.");
        const message = `It is not your request. Its id finds the reason in the log: ${requestId}.`;
        return failureResponse(
          "",
          { status: 500, title: "Something went wrong here", message },
          securityHeaders("none"),
        );
      }
    },
  };
}

async function answer(request: Request): Promise<Response> {
  // Loaded when first asked for: a start need not wait for it.
  const { whyFiles } = await import("./whyFiles.ts");
  const name = new URL(request.url).pathname.slice(FOLDER.length);
  const file = (await whyFiles()).get(name);
  if (!file) {
    const message = `There is no file “${name.slice(0, 100)}” here. The app itself is at /why/.`;
    const links = [{ href: ".", name: "The app" }];
    return failureResponse("", { status: 404, title: "No such page", message, links }, securityHeaders("none"));
  }
  return name === "" ? sendPage(request, file) : send(request, file, "public, max-age=31536000, immutable");
}

/** Asked for anew each time, and sent only where it has changed: it names the other files. */
function sendPage(request: Request, file: WhyFile): Response {
  const etag = `"${createHash("sha256").update(file.gzipped).digest("base64url").slice(0, 27)}"`;
  const headers = { ...securityHeaders("own"), etag };
  const known = request.headers.get("if-none-match")?.split(/\s*,\s*/) ?? [];
  if (known.some((tag) => tag.replace(/^W\//, "") === etag)) return new Response(null, { status: 304, headers });
  return send(request, file, "no-cache", headers);
}

function send(request: Request, file: WhyFile, caching: string, more: Readonly<Record<string, string>> = {}): Response {
  const takesGzip = /\bgzip\b/.test(request.headers.get("accept-encoding") ?? "");
  const headers = {
    ...more,
    "content-type": file.type,
    "cache-control": caching,
    "x-content-type-options": "nosniff",
    vary: "accept-encoding",
    ...(takesGzip && { "content-encoding": "gzip" }),
  };
  return new Response(takesGzip ? file.gzipped : gunzipSync(file.gzipped), { headers });
}
