import { namedHash } from "../domain/text.ts";
import { corporaAsOf } from "../store/read/corpora.ts";
import type { ExportScope } from "./exportScope.ts";

/** The corpora of the data, each with its version and its hash, so that a file can state its origin. */
export async function sourcesOfData({ store }: Pick<ExportScope, "store">): Promise<string[]> {
  const corpora = await corporaAsOf(store);
  return corpora.map(({ slug, version, hash }) => `${slug} ${version}, ${namedHash(hash)}`);
}
