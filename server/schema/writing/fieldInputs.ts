import type { InputFieldBuilder, InputTypeParam } from "@pothos/core";
import type {
  Composite,
  CompositeName,
  Field,
  FieldTable,
  Kind,
  KindName,
  KindOf,
  VocabularyName,
} from "../../domain/fields/kinds.ts";
import { builder, type SchemaTypes } from "../builder/builder.ts";
import {
  ActorKind,
  Assertion,
  ClaimStatus,
  DeniedMatter,
  EventMode,
  EventType,
  Harm,
  ParticipantRole,
  PartKind,
  Party,
  Qualifier,
  ReviewState,
  Scope,
  TimeBasis,
  Victims,
  Wording,
} from "../enums.ts";

/** Input types in the corpus format (seeds/README.md), derived from the tables in domain/fields/. */

type Types = PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>;
type InputType = InputTypeParam<Types>;

const ENUMS = {
  ActorKind,
  Assertion,
  ClaimStatus,
  DeniedMatter,
  EventMode,
  EventType,
  Harm,
  ParticipantRole,
  PartKind,
  Party,
  Qualifier,
  ReviewState,
  Scope,
  TimeBasis,
  Victims,
  Wording,
} satisfies Record<VocabularyName, InputType>;

const TYPES: { readonly [Name in KindName]: (kind: KindOf<Name>) => InputType } = {
  text: () => "String",
  words: () => "String",
  line: () => "String",
  term: () => "String",
  language: () => "String",
  url: () => "String",
  flag: () => "Boolean",
  source: () => "ID",
  code: () => "String",
  integer: () => "Int",
  decimal: () => "Float",
  oneOf: ({ vocabulary }) => ENUMS[vocabulary],
  reference: () => "ID",
  list: ({ of }) => [typeOf(of) as Exclude<InputType, readonly unknown[]>],
  part: (kind) => inputOf(kind),
  attribution: (kind) => inputOf(kind),
  time: (kind) => inputOf(kind),
  count: (kind) => inputOf(kind),
  quote: (kind) => inputOf(kind),
  evidence: (kind) => [inputOf(kind)],
  // If `article` is left out, it is the article that is ingested.
  statusNote: (kind) => inputOf(kind, ["article"]),
};
const typeOf = (kind: Kind): InputType => (TYPES[kind.is] as (kind: Kind) => InputType)(kind);

const inputs = new Map<string, ReturnType<typeof defineInput>>();

/** The input type of a part, defined on first use. */
function inputOf(part: Composite<CompositeName, FieldTable>, optional: readonly string[] = []) {
  const known = inputs.get(part.name) ?? defineInput(part, optional);
  inputs.set(part.name, known);
  return known;
}

const defineInput = ({ name, meaning, fields }: Composite<CompositeName, FieldTable>, optional: readonly string[]) =>
  builder.inputType(`${name}Input`, {
    description: meaning,
    fields: (t) => inputFields(t, fields, { optional }),
  });

interface Choice<Fields> {
  /** Fields that the input does not have. */
  readonly without?: readonly (keyof Fields)[];
  /** Fields that may be left out, although the corpus format requires them. */
  readonly optional?: readonly (keyof Fields)[];
  /** Whether a field that is left out stays as it is, instead of taking its default. */
  readonly isCorrection?: boolean;
}

/** The input fields of a table of fields. */
export function inputFields<Fields extends FieldTable>(
  t: InputFieldBuilder<Types, "InputObject">,
  fields: Fields,
  { without = [], optional = [], isCorrection = false }: Choice<Fields> = {},
) {
  const chosen = Object.entries(fields).filter(([name]) => !without.includes(name));
  return Object.fromEntries(
    chosen.map(([name, field]) => [
      name,
      t.field({
        type: typeOf(field.kind),
        required: field.required === true && !optional.includes(name),
        description: describe(field, !isCorrection),
      }),
    ]),
  );
}

function describe({ kind, meaning, default: value }: Field, hasDefault: boolean): string {
  const isReference = kind.is === "reference" || (kind.is === "list" && kind.of.is === "reference");
  return [
    meaning,
    ...(isReference ? ["Refer to records in the store or in this input by slug or global id."] : []),
    ...(value !== undefined && hasDefault ? [`The default is ${value}.`] : []),
  ].join(" ");
}
