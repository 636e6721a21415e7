import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface TableFile extends AsyncDisposable {
  readonly path: string;
  write(content: string | Uint8Array): Promise<void>;
}

/** A temporary file with a table. */
export async function tableFile(name: string, content: string | Uint8Array): Promise<TableFile> {
  const folder = await mkdtemp(join(tmpdir(), "conflict-graph-table-"));
  const path = join(folder, name);
  await writeFile(path, content);
  return {
    path,
    write: (next) => writeFile(path, next),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}
