import { execute, Kind, print, type TypedQueryDocumentNode } from "graphql";
import { createContext } from "../schema/builder/context.ts";
import { schema } from "../schema/schema.ts";
import type { Store } from "../store/db/database.ts";

/** What pages are made from. */
export interface PageContext {
  readonly store: Store;
  /** Where the world finds the service; null where it is not said. */
  readonly publicUrl: string | null;
}

/** What was asked is not allowed. The message is for the person who asked, and begins with the argument's name. */
export class RefusedError extends Error {
  override name = "RefusedError";
}

/**
 * Runs one of our own documents in process, so that filters, licences and labels are the schema's own.
 * @param publicUrl what permalinks begin with; none are given where it is null
 * @throws RefusedError where a variable's value is not allowed
 */
export async function query<Data>(
  store: Store,
  document: TypedQueryDocumentNode<Data>,
  variableValues: Readonly<Record<string, unknown>>,
  publicUrl: string | null = null,
): Promise<Data> {
  const contextValue = createContext(store, { publicUrl });
  const { data, errors } = await execute({ schema, document, variableValues, contextValue });
  const [error] = errors ?? [];
  if (error === undefined) return data as Data;
  // Without a path: a variable that is not of its type, so that nothing was run.
  throw error.extensions.code === "BAD_USER_INPUT" || error.path === undefined
    ? new RefusedError(error.message, { cause: error })
    : (error.originalError ?? error);
}

export interface Walk {
  readonly signal?: AbortSignal;
  /** Called after each page with how many records are done, and of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** A page of a connection under the name `list`; the total is there on the first page alone. */
interface ListPage<Node> {
  readonly list: {
    readonly nodes: readonly Node[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly totalCount?: number;
  };
}

/**
 * The pages of a whole list, one after another, so that no more than one is held. The document takes `$after` and
 * `$isFirst`, and gives what `PAGE` names.
 * @throws the signal's reason between two pages, once it is aborted
 */
export async function* pagesOf<Node>(
  store: Store,
  document: TypedQueryDocumentNode<ListPage<Node>>,
  variables: Readonly<Record<string, unknown>>,
  { signal, onProgress }: Walk = {},
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
