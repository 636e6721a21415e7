import {
  defaultTypeResolver,
  type GraphQLAbstractType,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  locatedError,
} from "graphql";
import { addLength, ResolveInfo, type Run } from "./info.ts";
import { leafWriter, type WriteLeaf } from "./leaf.ts";
import { keysOf, type Level, pathTo } from "./path.ts";
import type { FieldPlan, SelectionPlan } from "./plan.ts";

/**
 * A part of the answer as JSON text. Null if the value is null. Undefined if there is an error, which has been reported: the
 * nearest part above that can be null becomes null.
 */
export type Text = string | null | undefined;

/** The parts of the answer at a level, in its order. */
export type Column = readonly Text[];

/** Makes the objects of a level. */
export type ExecuteSelection = (
  run: Run,
  plan: SelectionPlan,
  level: Level,
  objects: readonly unknown[],
) => Column | Promise<Column>;

/** Why a value could not be resolved. */
export class Failure {
  readonly error: unknown;
  constructor(error: unknown) {
    this.error = error;
  }
}

export const isPromise = <Value>(value: Value | PromiseLike<Value>): value is PromiseLike<Value> =>
  typeof (value as { then?: unknown } | null | undefined)?.then === "function";

/** Calls a function with a value, or later if the value is not there yet. */
export const andThen = <Value, Result>(
  value: Value | Promise<Value>,
  use: (value: Value) => Result | Promise<Result>,
): Result | Promise<Result> => (value instanceof Promise ? value.then(use) : use(value));

/** Waits for the promises among the values. A rejected promise becomes a `Failure`. */
export function settle(values: readonly unknown[]): readonly unknown[] | Promise<readonly unknown[]> {
  if (!values.some(isPromise)) return values;
  const settled = values.slice();
  const pending = values.map((value, at) => {
    if (!isPromise(value)) return undefined;
    return value.then(
      (resolved) => {
        settled[at] = resolved;
      },
      (error: unknown) => {
        settled[at] = new Failure(error);
      },
    );
  });
  return Promise.all(pending).then(() => settled);
}

/** Completes the values of a field, which may be of any output type. */
export function createCompletion(executeSelection: ExecuteSelection) {
  interface Place {
    readonly run: Run;
    readonly field: FieldPlan;
    readonly level: Level;
  }

  function report({ run, field, level }: Place, at: number, error: unknown): undefined {
    run.errors.push(locatedError(error, field.nodes, keysOf(pathTo(level, at))));
  }

  /** Nothing is left of a value that is null or failed. */
  const nothing = (place: Place, at: number, value: unknown): null | undefined =>
    value instanceof Failure
      ? report(place, at, value.error)
      : value instanceof Error
        ? report(place, at, value)
        : null;

  const isNothing = (value: unknown): boolean => value == null || value instanceof Failure || value instanceof Error;

  function complete(place: Place, type: GraphQLOutputType, values: readonly unknown[]): Column | Promise<Column> {
    if (!isNonNullType(type)) return andThen(completeAny(place, type, values), absorb);
    return andThen(completeAny(place, type.ofType, values), (column) => requireValues(place, column));
  }

  /** An error makes a value null if it can be null. */
  const absorb = (column: Column): Column =>
    column.includes(undefined) ? column.map((text) => (text === undefined ? null : text)) : column;

  function requireValues(place: Place, column: Column): Column {
    if (!column.includes(null)) return column;
    const { parentType, field } = place.field;
    const problem = () => new Error(`Cannot return null for non-nullable field ${parentType.name}.${field.name}.`);
    return column.map((text, at) => (text === null ? report(place, at, problem()) : text));
  }

  function completeAny(place: Place, type: GraphQLOutputType, values: readonly unknown[]): Column | Promise<Column> {
    if (isLeafType(type)) return completeLeaves(place, type, values);
    if (isListType(type)) return completeLists(place, type.ofType, values);
    return isObjectType(type)
      ? completeObjects(place, type, values)
      : completeAbstract(place, type as GraphQLAbstractType, values);
  }

  function completeLeaves(place: Place, type: GraphQLLeafType, values: readonly unknown[]): Column {
    const write = writerOf(type);
    const column = new Array<Text>(values.length);
    let length = 0;
    for (let at = 0; at < values.length; at++) {
      const text = completeLeaf(place, write, values[at], at);
      column[at] = text;
      length += text == null ? NULL_LENGTH : bytesOf(text);
      if (length < MOST_UNCOUNTED) continue;
      addLength(place.run, length);
      length = 0;
    }
    addLength(place.run, length);
    return column;
  }

  function completeLeaf(place: Place, write: WriteLeaf, value: unknown, at: number): Text {
    if (isNothing(value)) return nothing(place, at, value);
    try {
      return write(value);
    } catch (error) {
      return report(place, at, error);
    }
  }

  /** The items of all lists are completed together. */
  function completeLists(place: Place, type: GraphQLOutputType, values: readonly unknown[]): Column | Promise<Column> {
    const items: unknown[] = [];
    const origins: number[] = [];
    const indexes: number[] = [];
    const ends = values.map((value, at): number | null | undefined => {
      if (isNothing(value)) return nothing(place, at, value);
      if (typeof value !== "object" || !(Symbol.iterator in (value as object))) {
        const { parentType, field } = place.field;
        return report(
          place,
          at,
          new Error(`Expected Iterable, but did not find one for field "${parentType.name}.${field.name}".`),
        );
      }
      let index = 0;
      for (const item of value as Iterable<unknown>) {
        items.push(item);
        origins.push(at);
        indexes.push(index++);
      }
      return items.length;
    });
    const level: Level = { above: place.level, key: null, typename: undefined, origins, indexes };
    const completed = andThen(settle(items), (settled) => complete({ ...place, level }, type, settled));
    return andThen(completed, (column) => {
      let start = 0;
      return ends.map((end) => {
        if (end == null) return end;
        const from = start;
        start = end;
        return listText(column, from, end);
      });
    });
  }

  function completeObjects(
    place: Place,
    type: GraphQLObjectType,
    values: readonly unknown[],
  ): Column | Promise<Column> {
    const { isTypeOf } = type;
    if (!isTypeOf) return completeChecked(place, type, values);
    const { run, field, level } = place;
    const checks = values.map((value, at) => {
      if (isNothing(value)) return true;
      try {
        return isTypeOf(value, run.contextValue, new ResolveInfo(run, field, level, at));
      } catch (error) {
        return new Failure(error);
      }
    });
    return andThen(settle(checks), (checked) =>
      completeChecked(
        place,
        type,
        values.map((value, at) => {
          const check = checked[at];
          if (check === true) return value;
          return check instanceof Failure
            ? check
            : new Failure(new Error(`Expected value of type "${type.name}" but got an object of another type.`));
        }),
      ),
    );
  }

  function completeChecked(
    place: Place,
    type: GraphQLObjectType,
    values: readonly unknown[],
  ): Column | Promise<Column> {
    const { run, field, level } = place;
    if (!values.some(isNothing)) return executeSelection(run, field.selection(type), level, values);
    return completeSome(place, values, (value) => (isNothing(value) ? null : type));
  }

  /** Completes the objects of each type together. The other values have no type. */
  function completeSome(
    place: Place,
    values: readonly unknown[],
    typeOf: (value: unknown, at: number) => GraphQLObjectType | null,
  ): Column | Promise<Column> {
    const { run, field, level } = place;
    const byType = new Map<GraphQLObjectType, number[]>();
    const column = values.map((value, at): Text => {
      const type = typeOf(value, at);
      if (type === null) return nothing(place, at, value);
      const group = byType.get(type);
      if (group) group.push(at);
      else byType.set(type, [at]);
      return null;
    });
    const groups = [...byType].map(([type, origins]) => {
      const own: Level = { above: level, key: null, typename: undefined, origins, indexes: null };
      const objects = origins.map((at) => values[at]);
      return andThen(executeSelection(run, field.selection(type), own, objects), (texts) => {
        for (const [index, at] of origins.entries()) column[at] = texts[index];
      });
    });
    return groups.some(isPromise) ? Promise.all(groups).then(() => column) : column;
  }

  function completeAbstract(
    place: Place,
    type: GraphQLAbstractType,
    values: readonly unknown[],
  ): Column | Promise<Column> {
    const { run, field, level } = place;
    const resolveType = type.resolveType ?? defaultTypeResolver;
    const names = values.map((value, at) => {
      if (isNothing(value)) return null;
      try {
        return resolveType(value, run.contextValue, new ResolveInfo(run, field, level, at), type);
      } catch (error) {
        return new Failure(error);
      }
    });
    return andThen(settle(names), (resolved) => {
      const types = values.map((value, at): GraphQLObjectType | Failure | null =>
        isNothing(value) ? null : runtimeType(place, type, resolved[at]),
      );
      const typed = values.map((value, at) => (types[at] instanceof Failure ? types[at] : value));
      return completeSome(place, typed, (_value, at) => {
        const found = types[at] ?? null;
        return found instanceof Failure ? null : found;
      });
    });
  }

  function runtimeType({ run, field }: Place, type: GraphQLAbstractType, name: unknown): GraphQLObjectType | Failure {
    if (name instanceof Failure) return name;
    const named = typeof name === "string" ? run.schema.getType(name) : undefined;
    if (isObjectType(named) && run.schema.isSubType(type, named)) return named;
    const shown = typeof name === "string" ? `“${name}”` : "nothing";
    return new Failure(
      new Error(
        `The abstract type “${type.name}” of ${field.parentType.name}.${field.field.name} must resolve to one of its object types, but resolved to ${shown}.`,
      ),
    );
  }

  return (run: Run, field: FieldPlan, level: Level, values: readonly unknown[]) =>
    complete({ run, field, level }, field.field.type, values);
}

const NULL_LENGTH = 4;
/** How many bytes of one field are made before they are counted. */
const MOST_UNCOUNTED = 65_536;
/** Shorter texts are mostly ASCII, of which the length is the number of bytes. */
const SHORT = 200;

const bytesOf = (text: string): number => (text.length < SHORT ? text.length : Buffer.byteLength(text));

/** Strings are concatenated and not joined, so that they are copied only once, when the answer is sent. */
function listText(column: Column, from: number, end: number): Text {
  let text = "[";
  for (let at = from; at < end; at++) {
    const item = column[at];
    if (item === undefined) return undefined;
    if (at > from) text += ",";
    text += item ?? "null";
  }
  return `${text}]`;
}

const writers = new WeakMap<GraphQLLeafType, WriteLeaf>();

function writerOf(type: GraphQLLeafType): WriteLeaf {
  const known = writers.get(type);
  if (known) return known;
  const made = leafWriter(type);
  writers.set(type, made);
  return made;
}
