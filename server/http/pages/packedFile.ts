import { acceptsEncoding } from "../request/accept.ts";

/** A script, style or page in memory, compressed as almost all browsers take it. */
export interface PackedFile {
  readonly type: string;
  readonly gzipped: Uint8Array<ArrayBuffer>;
}

/** For a file whose address contains its version or a hash of its content. */
export const FOREVER = "public, max-age=31536000, immutable";

export function sendPacked(request: Request, file: PackedFile, more: Readonly<Record<string, string>>): Response {
  const isGzip = acceptsEncoding(request, "gzip");
  const headers = {
    ...more,
    "content-type": file.type,
    "x-content-type-options": "nosniff",
    vary: "accept-encoding",
    ...(isGzip && { "content-encoding": "gzip", "content-length": String(file.gzipped.length) }),
  };
  if (request.method === "HEAD") return new Response(null, { headers });
  return new Response(isGzip ? file.gzipped : unpacked(file), { headers });
}

/**
 * The unpacked file, piece by piece as the client reads: it may be several megabytes. If the client leaves, nothing is left but
 * garbage. A stream of Node.js would fail then, and nobody could handle its error.
 */
function unpacked({ gzipped }: PackedFile): ReadableStream {
  const packed = new ReadableStream<BufferSource>({
    start(controller) {
      controller.enqueue(gzipped);
      controller.close();
    },
  });
  return packed.pipeThrough(new DecompressionStream("gzip"));
}
