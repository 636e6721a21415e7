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

interface Compiled {
  readonly sql: string;
  /** The names of the values, in the order of the SQL. */
  readonly parameters: readonly string[];
}

/** Statements by dialect and name. Clients choose the columns, so there is a limit. */
const known = new LRUCache<string, Compiled>({ max: 1000 });

/**
 * Executes a statement that is compiled on its first use, because compiling one can take as long as executing it.
 * @param name identifies the SQL, which must not depend on anything else
 * @param values the values of the statement
 * @param build makes the statement from what stands for the values; it must contain no others
 */
export async function executeCompiled<Row, Values extends Readonly<Record<string, unknown>>>(
  { db, dialect }: Pick<Store, "db" | "dialect">,
  name: string,
  values: Values,
  build: (values: Values) => RawBuilder<Row>,
): Promise<Row[]> {
  const key = `${dialect} ${name}`;
  const compiled = known.get(key) ?? compile(db, name, values, build);
  known.set(key, compiled);
  const parameters = compiled.parameters.map((parameter) => values[parameter]);
  return (await db.executeQuery<Row>(CompiledQuery.raw(compiled.sql, parameters))).rows;
}

function compile<Row, Values extends Readonly<Record<string, unknown>>>(
  db: Store["db"],
  name: string,
  values: Values,
  build: (values: Values) => RawBuilder<Row>,
): Compiled {
  const standIns = Object.fromEntries(Object.keys(values).map((value) => [value, new Parameter(value)]));
  const { sql, parameters } = build(standIns as Values).compile(db);
  return {
    sql,
    parameters: parameters.map((parameter) => {
      if (parameter instanceof Parameter) return parameter.name;
      throw new Error(
        `The statement “${name}” contains the value ${String(parameter)}, which would be the same each time.`,
      );
    }),
  };
}
