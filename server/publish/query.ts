import { Kind, print, type TypedQueryDocumentNode } from "graphql";
import { ExpectedError } from "../domain/errors.ts";
import { findUnstorable } from "../domain/storableText.ts";
import { createContext } from "../schema/builder/context.ts";
import { execute } from "../schema/execute.ts";
import { schema } from "../schema/schema.ts";
import type { Store } from "../store/db/database.ts";

/** The data and settings for pages. */
export interface PageContext {
  readonly store: Store;
  /** The service's public address. Null if not configured. */
  readonly publicUrl: string | null;
}

/** The request is not valid. The message is for the reader, and begins with the argument's name. */
export class RefusedError extends ExpectedError {
  override name = "RefusedError";
}

/**
 * Runs one of our own queries in this process, so that filters, licences and labels are the schema's own.
 * @param publicUrl the beginning of permalinks; without it there are no permalinks
 * @throws RefusedError if a variable's value is not valid
 */
export async function query<Data>(
  store: Store,
  document: TypedQueryDocumentNode<Data>,
  variableValues: Readonly<Record<string, unknown>>,
  publicUrl: string | null = null,
): Promise<Data> {
  for (const [name, value] of Object.entries(variableValues)) {
    const unstorable = findUnstorable(value, name);
    if (unstorable) throw new RefusedError(`${unstorable.path} ${unstorable.problem}`);
  }
  const contextValue = createContext(store, { publicUrl });
  const { data, errors } = await execute({ schema, document, variableValues, contextValue });
  const [error] = errors ?? [];
  if (error === undefined) return data as Data;
  // No path means that a variable has the wrong type, so nothing was run.
  throw error.extensions.code === "BAD_USER_INPUT" || error.path === undefined
    ? new RefusedError(error.message, { cause: error })
    : (error.originalError ?? error);
}

export interface PagingOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called after each page, with the number of records done and the total. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** A page of a connection under the name `list`. Only the first page has the total. */
interface ListPage<Node> {
  readonly list: {
    readonly nodes: readonly Node[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly totalCount?: number;
  };
}

/**
 * The pages of a whole list, one after another, so that only one is in memory. The query takes `$after` and `$isFirst`.
 * @throws the signal's reason between two pages, once it is aborted
 */
export async function* pagesOf<Node>(
  store: Store,
  document: TypedQueryDocumentNode<ListPage<Node>>,
  variables: Readonly<Record<string, unknown>>,
  { signal, onProgress }: PagingOptions = {},
): AsyncGenerator<readonly Node[]> {
  let after: string | null = null;
  let [done, total] = [0, 0];
  do {
    signal?.throwIfAborted();
    const { list }: ListPage<Node> = await query(store, document, { ...variables, after, isFirst: after === null });
    done += list.nodes.length;
    total = list.totalCount ?? total;
    onProgress?.(done, total);
    yield list.nodes;
    after = list.pageInfo.hasNextPage ? list.pageInfo.endCursor : null;
  } while (after !== null);
}

/** The text of all fragments of a document. */
export const fragmentsOf = ({ definitions }: TypedQueryDocumentNode): string =>
  definitions
    .filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)
    .map(print)
    .join("\n\n");
