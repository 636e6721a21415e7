import type { ExportJob, ExportState } from "./exportJob.ts";

/** With what the thread of an export is started. */
export interface WorkerSetup {
  readonly databaseUrl: string;
  /** In milliseconds. */
  readonly statementLimit: number;
  readonly job: ExportJob;
}

/** How many chunks may be on their way to the reader. A chunk has some 16 to 700 KB. */
export const UNREAD_CHUNKS = 4;

/** What the thread sends: first the state or why the request was refused, then chunks, and the end or a failure. */
export type FromExporter =
  | { readonly state: ExportState }
  | { readonly refused: string; readonly argument: string }
  | { readonly chunk: Uint8Array<ArrayBuffer> }
  | { readonly isDone: true }
  | { readonly failed: FailureOfExport };

export interface FailureOfExport {
  readonly stack: string;
  readonly message: string;
  readonly code: unknown;
  readonly errcode: unknown;
}

/** What the thread is sent: a chunk was passed on. */
export interface ToExporter {
  readonly isRead: true;
}
