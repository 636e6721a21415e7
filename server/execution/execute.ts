import {
  defaultFieldResolver,
  type ExecutionArgs,
  type ExecutionResult,
  execute as executePlainly,
  getArgumentValues,
  getOperationAST,
  getVariableValues,
  OperationTypeNode,
} from "graphql";
import { RESOLVE_BATCH, type ResolveBatch } from "./batch.ts";
import { andThen, type Column, createCompletion, Failure, isPromise, settle, type Text } from "./complete.ts";
import { addLength, ResolveInfo, type Run } from "./info.ts";
import { type JsonResult, jsonResult } from "./jsonResult.ts";
import { type Level, ROOT } from "./path.ts";
import { type FieldPlan, planOf, type SelectionPlan } from "./plan.ts";
import { untilAborted } from "./untilAborted.ts";

export interface Execution extends ExecutionArgs {
  /** Ends the execution when it is aborted: the promise is then rejected with the reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called while the answer is made, with the length of its parts so far. If it throws, the execution ends. */
  readonly onLength?: ((length: number) => void) | undefined;
}

/**
 * Executes a valid query or mutation, level by level: each field is resolved for all objects of a level before any of their
 * fields is, and the answer is written as JSON text. The cost is in proportion to the fields and values, not to the promises.
 *
 * The answer is the same as that of graphql-js, except for the order of the errors. `server/schema/execute.test.ts`
 * compares the two.
 */
export async function execute(args: Execution): Promise<JsonResult | ExecutionResult> {
  const { schema, document, rootValue, contextValue, variableValues, operationName, signal, onLength } = args;
  const operation = getOperationAST(document, operationName);
  // graphql-js says what is wrong.
  if (!operation || !schema.getRootType(operation.operation)) return executePlainly(args);
  const coerced = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {}, {
    maxErrors: 50,
  });
  if (coerced.errors) return { errors: coerced.errors };
  const plan = planOf(schema, document, operation, coerced.coerced);
  const run: Run = {
    plan,
    schema,
    rootValue,
    contextValue,
    variableValues: coerced.coerced,
    args: new Map(),
    errors: [],
    signal,
    length: 0,
    onLength,
  };
  signal?.throwIfAborted();
  const isSerial = operation.operation === OperationTypeNode.MUTATION;
  const answer = isSerial ? executeSerially(run, plan.root) : executeSelection(run, plan.root, ROOT, [rootValue]);
  const [text] = signal && isPromise(answer) ? await untilAborted(answer, signal) : await answer;
  return jsonResult(text ?? "null", run.errors);
}

/** The fields of a mutation are executed one after another. */
async function executeSerially(run: Run, plan: SelectionPlan): Promise<Column> {
  const columns: Column[] = [];
  for (const field of plan.fields) columns.push(await executeField(run, field, ROOT, [run.rootValue]));
  return assemble(plan, columns, 1);
}

function executeSelection(
  run: Run,
  plan: SelectionPlan,
  level: Level,
  objects: readonly unknown[],
): Column | Promise<Column> {
  if (objects.length === 0) return [];
  addLength(run, plan.labelLength * objects.length);
  const columns = plan.fields.map((field) => {
    try {
      return executeField(run, field, level, objects);
    } catch (error) {
      // The other fields may be pending. Their promises must be awaited too.
      return Promise.reject(error);
    }
  });
  if (!columns.some(isPromise)) return assemble(plan, columns as Column[], objects.length);
  return Promise.all(columns).then((all) => assemble(plan, all, objects.length));
}

/** Joins the fields of each object. */
function assemble({ fields }: SelectionPlan, columns: readonly Column[], length: number): Column {
  const texts = new Array<Text>(length);
  for (let at = 0; at < length; at++) texts[at] = objectText(fields, columns, at);
  return texts;
}

function objectText(fields: readonly FieldPlan[], columns: readonly Column[], at: number): Text {
  let text = "";
  for (let index = 0; index < fields.length; index++) {
    const value = (columns[index] as Column)[at];
    if (value === undefined) return undefined;
    text += (fields[index] as FieldPlan).label;
    text += value ?? "null";
  }
  return text === "" ? "{}" : `${text}}`;
}

const complete = createCompletion(executeSelection);

function executeField(run: Run, plan: FieldPlan, above: Level, parents: readonly unknown[]): Column | Promise<Column> {
  run.signal?.throwIfAborted();
  const level: Level = { above, key: plan.key, typename: plan.parentType.name, origins: null, indexes: null };
  return andThen(resolveField(run, plan, level, parents), (values) => {
    run.signal?.throwIfAborted();
    return complete(run, plan, level, values);
  });
}

function resolveField(
  run: Run,
  plan: FieldPlan,
  level: Level,
  parents: readonly unknown[],
): readonly unknown[] | Promise<readonly unknown[]> {
  const { field, property } = plan;
  if (property !== null) {
    const values = propertiesOf(parents, property);
    if (values !== null) return values;
  }
  const args = argsOf(run, plan);
  if (args instanceof Failure) return parents.map(() => args);
  const info = (at: number) => new ResolveInfo(run, plan, level, at);
  const resolveBatch = field.extensions[RESOLVE_BATCH] as ResolveBatch | undefined;
  // A root field has its own context, which only `resolve` knows.
  if (resolveBatch && parents.length > 1)
    return resolveTogether(() => resolveBatch(parents, args, run.contextValue, info), parents.length);
  const resolve = field.resolve ?? defaultFieldResolver;
  const values = new Array<unknown>(parents.length);
  let isPending = false;
  for (let at = 0; at < parents.length; at++) {
    try {
      const value = resolve(parents[at], args, run.contextValue, info(at));
      isPending ||= isPromise(value);
      values[at] = value;
    } catch (error) {
      values[at] = new Failure(error);
    }
  }
  return isPending ? settle(values) : values;
}

/** The values of a property. Null if one of them is a function or a promise, which needs more. */
function propertiesOf(parents: readonly unknown[], property: string): readonly unknown[] | null {
  const values = new Array<unknown>(parents.length);
  for (let at = 0; at < parents.length; at++) {
    const value = (parents[at] as Readonly<Record<string, unknown>> | undefined)?.[property];
    if (typeof value === "function" || (typeof value === "object" && isPromise(value))) return null;
    values[at] = value;
  }
  return values;
}

/** If the whole batch fails, each of its values does. */
function resolveTogether(
  resolve: () => readonly unknown[] | Promise<readonly unknown[]>,
  length: number,
): readonly unknown[] | Promise<readonly unknown[]> {
  const failed = (error: unknown) => new Array<unknown>(length).fill(new Failure(error));
  try {
    const values = resolve();
    return values instanceof Promise ? values.then(undefined, failed) : values;
  } catch (error) {
    return failed(error);
  }
}

const constantArgs = new WeakMap<FieldPlan, Readonly<Record<string, unknown>>>();

/** The arguments are the same for all parents and, without variables, for all requests. */
function argsOf({ args, variableValues }: Run, plan: FieldPlan): Readonly<Record<string, unknown>> | Failure {
  const cache = plan.hasVariables ? args : constantArgs;
  const known = cache.get(plan);
  if (known) return known;
  try {
    const made = getArgumentValues(plan.field, plan.nodes[0] as never, variableValues as { [name: string]: unknown });
    cache.set(plan, made);
    return made;
  } catch (error) {
    return new Failure(error);
  }
}
