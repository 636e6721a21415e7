import { type Doc, jsdoc } from "./jsdoc.ts";

/** The TypeScript types that GraphQL needs. */
export type Type =
  /** A name or a literal. */
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "list"; readonly of: Type }
  | { readonly kind: "union"; readonly members: readonly Type[] }
  | ObjectType;

export interface ObjectType {
  readonly kind: "object";
  /** The names of the types that it extends. */
  readonly parents: readonly string[];
  readonly properties: readonly Property[];
}

export interface Property {
  readonly name: string;
  readonly isOptional?: boolean;
  readonly type: Type;
  readonly doc: Doc;
}

export interface Declaration {
  readonly name: string;
  readonly text: string;
}

export const name = (text: string): Type => ({ kind: "name", name: text });

/** A union without duplicates; if only one type is left, that type. */
export function union(...types: readonly Type[]): Type {
  const flat = types.flatMap((type) => (type.kind === "union" ? type.members : [type]));
  const members = [...new Map(flat.map((type) => [signature(type), type])).values()];
  const [only] = members;
  return only && members.length === 1 ? only : { kind: "union", members };
}

/** Equal for equal types; comments do not count. */
export const signature = (type: Type | readonly Property[]): string =>
  JSON.stringify(type, (key, value) => (key === "doc" ? undefined : value));

/** An interface if possible, because editors show its name instead of its content. */
export function declaration(name: string, type: Type, doc: Doc): Declaration {
  if (type.kind !== "object") return typeAlias(name, type, doc);
  const parents = type.parents.length > 0 ? ` extends ${type.parents.join(", ")}` : "";
  return { name, text: `${jsdoc(doc, "")}export interface ${name}${parents} ${printProperties(type, "")}` };
}

export const typeAlias = (name: string, type: Type, doc: Doc): Declaration => ({
  name,
  text: `${jsdoc(doc, "")}export type ${name} =${printValue(type, "")};`,
});

/** The printed type with the space or line break before it. */
function printValue(type: Type, indent: string): string {
  const text = printType(type, indent);
  return text.startsWith("\n") ? text : ` ${text}`;
}

function printType(type: Type, indent: string): string {
  if (type.kind === "name") return type.name;
  if (type.kind === "list") return `readonly ${printItem(type.of, indent)}[]`;
  if (type.kind === "union") return printUnion(type.members, indent);
  return [...type.parents, ...(type.properties.length > 0 ? [printProperties(type, indent)] : [])].join(" & ");
}

function printItem(type: Type, indent: string): string {
  const text = printType(type, indent);
  const isWhole = type.kind === "object" ? isOnePart(type) : type.kind === "name" && !type.name.includes(" ");
  return isWhole ? text : `(${text})`;
}

const isOnePart = ({ parents, properties }: ObjectType): boolean =>
  parents.length + (properties.length > 0 ? 1 : 0) === 1;

/** One block and its `null` share a line; a long union, or one with several blocks, has one member per line. */
function printUnion(members: readonly Type[], indent: string): string {
  const member = (type: Type, indent: string) =>
    type.kind === "object" ? printItem(type, indent) : printType(type, indent);
  const blocks = members.filter(({ kind }) => kind !== "name").length;
  const line = members.map((type) => member(type, indent)).join(" | ");
  if (blocks === 1 || (blocks === 0 && line.length <= 90)) return line;
  return members.map((type) => `\n${indent}  | ${member(type, `${indent}    `)}`).join("");
}

function printProperties({ properties }: ObjectType, indent: string): string {
  if (properties.length === 0) return "{}";
  return `{\n${properties.map((property) => printProperty(property, `${indent}  `)).join("")}${indent}}`;
}

function printProperty({ name, isOptional, type, doc }: Property, indent: string): string {
  return `${jsdoc(doc, indent)}${indent}readonly ${name}${isOptional ? "?" : ""}:${printValue(type, indent)};\n`;
}
