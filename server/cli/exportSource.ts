import { resolve } from "node:path";
import { required } from "../domain/required.ts";
import { configOf } from "./configOf.ts";
import type { From } from "./export.ts";
import { ofFlags } from "./exportFlags.ts";

interface SourceFlags {
  readonly database?: string;
  readonly corpus?: string;
}

/** Names the flag in a message about an argument. */
export async function explained<Result>(work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const [{ RefusedError }, { InputError }] = await Promise.all([
      import("../publish/query.ts"),
      import("../schema/builder/errors.ts"),
    ]);
    if (error instanceof RefusedError || error instanceof InputError)
      throw new RefusedError(ofFlags(error.message), { cause: error });
    throw error;
  }
}

/** A flag takes precedence over DATABASE_URL. Without either, the seeds are exported. */
export async function source({ database, corpus }: SourceFlags): Promise<From> {
  const env = corpus === undefined ? process.env : { ...process.env, DATABASE_URL: undefined };
  const isDatabase = database !== undefined || Boolean(env.DATABASE_URL);
  const config = await configOf({ database, corpus: isDatabase ? false : corpus }, env);
  if (config.databaseUrl !== null) return { databaseUrl: config.databaseUrl };
  return { corpus: resolve(required(config.corpus, "The corpus")) };
}
