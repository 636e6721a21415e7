import { pipeline, Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { type ExportAsked, openExport } from "../../export/openExport.ts";
import type { Store } from "../../store/db/database.ts";
import { inSnapshot } from "../../store/db/snapshot.ts";

/** A file to be sent, and how. */
export interface ExportJob {
  readonly asked: ExportAsked;
  readonly encoding: "gzip" | null;
}

/** The state that the file shows. */
export interface ExportState {
  readonly dataRevision: number;
  readonly newestRevision: number;
}

export interface ExportSink {
  /** Called before the first bytes, when the request is known to be valid. */
  started(state: ExportState): void;
  /** Resolves when more bytes may follow. */
  write(bytes: Uint8Array): Promise<void>;
}

/** Fast rather than small: the table of claims shrinks to a tenth. */
const LEVEL = 3;

/**
 * Makes a file in one snapshot of the database, as fast as the sink takes it.
 * @throws InputError if what is asked is not valid; the signal's reason once it is aborted
 */
export const runExport = (
  store: Store,
  { asked, encoding }: ExportJob,
  sink: ExportSink,
  signal: AbortSignal,
): Promise<void> =>
  inSnapshot(store, async (state) => {
    const { scope, pieces } = await openExport(state, asked, { signal });
    sink.started({ dataRevision: scope.dataRevision, newestRevision: scope.newestRevision });
    for await (const bytes of encoded(pieces, encoding, signal)) await sink.write(bytes);
  });

function encoded(
  pieces: AsyncIterable<string | Uint8Array>,
  encoding: ExportJob["encoding"],
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  const bytes = Readable.from(asBytes(pieces), { objectMode: false });
  if (encoding === null) return bytes;
  const zip = createGzip({ level: LEVEL });
  signal.addEventListener("abort", () => bytes.destroy(signal.reason as Error), { once: true });
  // The reader of the compressed bytes meets the error.
  return pipeline(bytes, zip, () => {});
}

async function* asBytes(pieces: AsyncIterable<string | Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) if (piece.length > 0) yield typeof piece === "string" ? Buffer.from(piece) : piece;
}
