import type { GraphQLResolveInfo } from "graphql";

/**
 * Resolves a field of many objects at once, in the same order. A failure of one object is an `Error` in its place. Given in
 * the field's extensions, beside a `resolve` that does the same for one object.
 */
export type ResolveBatch<Context = unknown> = (
  parents: readonly unknown[],
  args: Readonly<Record<string, unknown>>,
  context: Context,
  info: BatchInfo,
) => readonly unknown[] | Promise<readonly unknown[]>;

/** The information that `resolve` would get for the parent with an index. */
export type BatchInfo = (index: number) => GraphQLResolveInfo;

/** The extension with the `ResolveBatch` of a field. */
export const RESOLVE_BATCH = "resolveBatch";
