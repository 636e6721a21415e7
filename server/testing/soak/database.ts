import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { ExpectedError } from "../../domain/errors.ts";
import { isPostgres } from "../../store/db/databaseUrl.ts";
import { createSchema, dropSchemas } from "../dialects.ts";

export interface OwnDatabase extends AsyncDisposable {
  readonly url: string;
}

/** The load writes invented records, so it must not be let loose on data. */
class FileExistsError extends ExpectedError {
  override name = "FileExistsError";
}

/**
 * An empty database, which is deleted at the end. By default, an SQLite file in a temporary folder.
 * @param given the path of a file that does not exist yet, which is kept; or the URL of a PostgreSQL database, which gets a
 * schema of its own
 */
export async function ownDatabase(given: string | undefined): Promise<OwnDatabase> {
  if (given === undefined) {
    const folder = await mkdtemp(join(tmpdir(), "conflict-graph-soak-"));
    const remove = () => rm(folder, { recursive: true, force: true });
    return { url: join(folder, "store.db"), [Symbol.asyncDispose]: remove };
  }
  if (isPostgres(given)) {
    const prefix = `soak_${randomUUID().slice(0, 8)}`;
    return { url: await createSchema(given, prefix), [Symbol.asyncDispose]: () => dropSchemas(given, prefix) };
  }
  if (existsSync(given))
    throw new FileExistsError(
      `${given} already exists. The load writes invented records: name a file that does not exist yet.`,
    );
  return { url: resolve(given), async [Symbol.asyncDispose]() {} };
}
