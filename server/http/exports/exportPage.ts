import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { openExport } from "../../export/openExport.ts";
import { isNotModified } from "../../publish/etag.ts";
import { InputError } from "../../schema/builder/errors.ts";
import type { Store } from "../../store/db/database.ts";
import { LimitError } from "../limits/limitError.ts";
import { securityHeaders } from "../pages/securityHeaders.ts";
import { acceptsEncoding, acceptsType } from "../request/accept.ts";
import { EXPORT_FILES, type ExportAddress, exportAddress, readParameters } from "./exportAddress.ts";
import type { Exporter } from "./exporter.ts";
import type { ExportJob, ExportState } from "./exportJob.ts";

/** The release, whose columns may differ from those of another. */
const VERSION: string = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")).version;

export interface ExportSettings {
  readonly store: Store;
  readonly exporter: Exporter;
  /** In seconds. An export that takes longer is cut off. */
  readonly exportSeconds: number;
  /** @returns a function to call when the export has ended. @throws LimitError */
  countExport(request: Request): () => void;
}

/** The files below `/export/`. */
export const exportPage =
  (settings: ExportSettings) =>
  async (request: Request): Promise<Response> => {
    const { pathname, searchParams } = new URL(request.url);
    const address = exportAddress(pathname);
    if (address === null)
      return failure(404, `There is no file at ${pathname.slice(0, 100)}. The files are ${EXPORT_FILES.join(", ")}.`);
    const [type = ""] = address.mediaType.split(";");
    if (!acceptsType(request, type))
      return failure(
        406,
        `This file is ${type}, which the header “accept” of the request does not include. The files are ${EXPORT_FILES.join(", ")}.`,
      );
    try {
      const asked = readParameters(address, searchParams);
      const encoding = address.isText && acceptsEncoding(request, "gzip") ? "gzip" : null;
      const job: ExportJob = { asked, encoding };
      const isHead = request.method === "HEAD";
      if (isHead || request.headers.has("if-none-match")) {
        const { scope } = await openExport(settings.store, asked);
        const headers = headersOf(request, address, job, scope);
        if (isNotModified(request, headers.etag ?? "")) return new Response(null, { status: 304, headers });
        if (isHead) return new Response(null, { headers });
      }
      return await send(request, address, job, settings);
    } catch (error) {
      if (error instanceof InputError) return failure(400, `${error.message.replace(/^filter\./, "")}.`);
      if (!(error instanceof LimitError)) throw error;
      const { status, headers } = error.extensions.http as { status: number; headers: Record<string, string> };
      return failure(status, error.message, headers);
    }
  };

async function send(
  request: Request,
  address: ExportAddress,
  job: ExportJob,
  { exporter, exportSeconds, countExport }: ExportSettings,
): Promise<Response> {
  const release = countExport(request);
  const stop = new AbortController();
  // AbortSignal.any is not used: afterwards, a request's signal would not say that it is aborted.
  const leave = () => stop.abort(request.signal.reason);
  request.signal.addEventListener("abort", leave, { once: true });
  const late = setTimeout(() => stop.abort(new Error("The export took too long.")), exportSeconds * 1000).unref();
  const end = () => {
    clearTimeout(late);
    request.signal.removeEventListener("abort", leave);
    release();
  };
  try {
    const { state, body } = await exporter(job, stop.signal);
    const stream = streamOf(body, { end, leave: (reason) => stop.abort(reason) });
    return new Response(stream, { headers: headersOf(request, address, job, state) });
  } catch (error) {
    end();
    throw error;
  }
}

/** The bytes as a stream, which are made when they are read. */
function streamOf(
  body: AsyncGenerator<Uint8Array<ArrayBuffer>>,
  { end, leave }: { readonly end: () => void; readonly leave: (reason: unknown) => void },
): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const next = await body.next();
          if (!next.done) return controller.enqueue(next.value);
          end();
          controller.close();
        } catch (error) {
          end();
          controller.error(error);
        }
      },
      async cancel(reason) {
        leave(reason ?? new Error("The reader has left."));
        end();
        await body.return(undefined).catch(() => {});
      },
    },
    { highWaterMark: 0 },
  );
}

function headersOf(
  request: Request,
  { file, mediaType, table, isText, isMetadata }: ExportAddress,
  { asked, encoding }: ExportJob,
  { dataRevision, newestRevision }: ExportState,
): Record<string, string> {
  const search = new URL(request.url).searchParams;
  search.delete("recordedAsOf");
  search.sort();
  const question = search.toString();
  // Also the newest data revision: a withdrawal withholds words of earlier states.
  const identity = [file, question, dataRevision, newestRevision, encoding, VERSION].join(" ");
  search.append("recordedAsOf", String(dataRevision));
  const [name, ...ending] = file.split(".");
  search.delete("spreadsheet");
  return {
    ...securityHeaders("none"),
    "content-type": mediaType,
    ...(encoding !== null && { "content-encoding": encoding }),
    ...(!isMetadata && {
      "content-disposition": `attachment; filename="${name}-r${dataRevision}.${ending.join(".")}"`,
      ...(table !== null && {
        link: `<${table}.csv-metadata.json?${search}>; rel="describedby"; type="application/csvm+json"`,
      }),
    }),
    // The address of the same rows later.
    "content-location": `/export/${file}?${withSpreadsheet(search, "spreadsheet" in asked && asked.spreadsheet)}`,
    etag: `"${createHash("sha256").update(identity).digest("base64url")}"`,
    // The file may have been compressed here, and must not be a second time.
    "cache-control": `${request.headers.has("authorization") ? "private, no-cache" : "public, max-age=0, must-revalidate"}, no-transform`,
    ...(isText && { vary: "accept-encoding" }),
  };
}

const withSpreadsheet = (search: URLSearchParams, spreadsheet: boolean | undefined): string =>
  `${search}${spreadsheet ? "&spreadsheet=true" : ""}`;

const failure = (status: number, message: string, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(`${message}\n`, {
    status,
    headers: {
      ...securityHeaders("none"),
      ...headers,
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "no-cache",
    },
  });
