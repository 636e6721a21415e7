import { CompiledQuery, type RawBuilder } from "kysely";
import { LRUCache } from "lru-cache";
import type { Store } from "./database.ts";

/** Stands for a value while a statement is compiled. */
class Parameter {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** The name of a statement with values that are the same each time. */
export interface NameWithValues {
  readonly name: string;
  /** Identifies those values. */
  readonly otherValues: string;
}

interface Compiled {
  readonly sql: string;
  /** What stands for the values, and the other values, in the order of the SQL. */
  readonly parameters: readonly unknown[];
}

/** Statements by dialect and name. Clients choose the columns, so there is a limit. */
const known = new LRUCache<string, Compiled>({ max: 1000 });

/**
 * Executes a statement that is compiled on its first use, because compiling one can take as long as executing it.
 * @param name identifies the SQL and its other values, on which alone the statement may depend
 * @param values the values of the statement
 * @param build makes the statement from what stands for the values
 */
export async function executeCompiled<Row, Values extends Readonly<Record<string, unknown>>>(
  { db, dialect }: Pick<Store, "db" | "dialect">,
  name: string | NameWithValues,
  values: Values,
  build: (values: Values) => RawBuilder<Row>,
): Promise<Row[]> {
  const key = `${dialect} ${typeof name === "string" ? name : `${name.name} ${name.otherValues}`}`;
  let compiled = known.get(key);
  if (!compiled) {
    compiled = compile(db, name, values, build);
    known.set(key, compiled);
  }
  const parameters = compiled.parameters.map((parameter) =>
    parameter instanceof Parameter ? values[parameter.name] : parameter,
  );
  return (await db.executeQuery<Row>(CompiledQuery.raw(compiled.sql, parameters))).rows;
}

function compile<Row, Values extends Readonly<Record<string, unknown>>>(
  db: Store["db"],
  name: string | NameWithValues,
  values: Values,
  build: (values: Values) => RawBuilder<Row>,
): Compiled {
  const standIns = Object.fromEntries(Object.keys(values).map((value) => [value, new Parameter(value)]));
  const { sql, parameters } = build(standIns as Values).compile(db);
  const other = parameters.find((parameter) => !(parameter instanceof Parameter));
  if (other !== undefined && typeof name === "string")
    throw new Error(`The statement “${name}” contains the value ${String(other)}, which would be the same each time.`);
  return { sql, parameters };
}
