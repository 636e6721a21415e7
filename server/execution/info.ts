import type { GraphQLError, GraphQLResolveInfo } from "graphql";
import { type Level, pathTo } from "./path.ts";
import type { FieldPlan, OperationPlan, Variables } from "./plan.ts";

/** What all fields of one execution share. */
export interface Run {
  readonly plan: OperationPlan;
  readonly schema: GraphQLResolveInfo["schema"];
  readonly rootValue: unknown;
  readonly contextValue: unknown;
  readonly variableValues: Variables;
  /** The arguments of fields whose arguments contain variables. */
  readonly args: Map<FieldPlan, Readonly<Record<string, unknown>>>;
  readonly errors: GraphQLError[];
  readonly signal: AbortSignal | undefined;
  /** The length of the parts of the answer so far. */
  length: number;
  readonly onLength: ((length: number) => void) | undefined;
}

/** Counts a part of the answer. @throws if the answer is too long */
export function addLength(run: Run, length: number): void {
  run.length += length;
  run.onLength?.(run.length);
}

/** A field's information for its resolver. One object for each parent, so everything is a getter. */
export class ResolveInfo implements GraphQLResolveInfo {
  readonly #run: Run;
  readonly #field: FieldPlan;
  readonly #level: Level;
  readonly #at: number;

  /** @param level of the field, with one position for each parent */
  constructor(run: Run, field: FieldPlan, level: Level, at: number) {
    this.#run = run;
    this.#field = field;
    this.#level = level;
    this.#at = at;
  }
  get fieldName() {
    return this.#field.field.name;
  }
  get fieldNodes() {
    return this.#field.nodes;
  }
  get returnType() {
    return this.#field.field.type;
  }
  get parentType() {
    return this.#field.parentType;
  }
  get path() {
    return pathTo(this.#level, this.#at) as GraphQLResolveInfo["path"];
  }
  get schema() {
    return this.#run.schema;
  }
  get fragments() {
    return this.#run.plan.fragments;
  }
  get rootValue() {
    return this.#run.rootValue;
  }
  get operation() {
    return this.#run.plan.operation;
  }
  get variableValues() {
    return this.#run.variableValues as { [variable: string]: unknown };
  }
}
