/** A file to be written: piece by piece, since it may be long. */
export interface ExportFile {
  readonly pieces: AsyncIterable<string | Uint8Array>;
  /** What the columns mean, for programs. Null if the file says so itself. @param file the name of the file */
  metadata(file: string): Promise<string | null>;
}
