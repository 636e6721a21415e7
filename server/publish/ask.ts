import { type DocumentNode, execute, GraphQLError, parse } from "graphql";
import { createContext } from "../schema/context.ts";
import { schema } from "../schema/schema.ts";
import type { Store } from "../store/database.ts";

/** What pages are made from. */
export interface Desk {
  readonly store: Store;
  readonly publicUrl: string | null;
}

/** The schema refused what was asked; its message is for whoever asked. */
export class Refused extends Error {
  override name = "Refused";
}

const parsed = new Map<string, DocumentNode>();

/**
 * Asks the schema in process. All that is published goes through here, so that a page says what the schema says, licences
 * and all.
 * @throws Refused where an argument is not allowed
 */
export async function ask<Data>(
  { store, publicUrl }: Desk,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<Data> {
  const document = parsed.get(query) ?? parse(query);
  parsed.set(query, document);
  const contextValue = createContext(store, null, publicUrl);
  const { data, errors = [] } = await execute({ schema, document, contextValue, variableValues: variables });
  for (const error of errors) {
    const isDeliberate = error.originalError == null || error.originalError instanceof GraphQLError;
    throw isDeliberate ? new Refused(error.message) : error.originalError;
  }
  return data as Data;
}
