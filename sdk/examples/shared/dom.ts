export type Child = Node | string | null | false | undefined | readonly Child[];
type Value = string | number | boolean | null | undefined | ((event: never) => void);
type Properties = Readonly<Record<string, Value>>;

/**
 * Creates an element. Text is never parsed as HTML. Functions such as `onclick` become listeners; attributes that are null
 * or false are left out.
 */
export function h<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Properties = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  fill(element, properties, children);
  return element;
}

/** Creates an SVG element in the same way. */
export function svg<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  properties: Properties = {},
  ...children: Child[]
): SVGElementTagNameMap[Name] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  fill(element, properties, children);
  return element;
}

function fill(element: Element, properties: Properties, children: readonly Child[]): void {
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value as EventListener);
    else if (value !== null && value !== undefined && value !== false)
      element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...flat(children));
}

const flat = (children: readonly Child[]): (Node | string)[] =>
  children.flatMap((child) =>
    child === null || child === undefined || child === false
      ? []
      : typeof child === "string" || child instanceof Node
        ? [child]
        : flat(child),
  );

/** Replaces the content of an element. */
export const replace = (element: Element, ...children: Child[]): void => element.replaceChildren(...flat(children));

/** @throws Error if index.html has no such element */
export function byId<Type extends HTMLElement>(id: string, type: new () => Type): Type {
  const element = document.getElementById(id);
  if (element instanceof type) return element;
  throw new Error(`index.html has no ${type.name} with the id “${id}”.`);
}

/** Text for screen readers only. */
export const unseen = (text: string): HTMLElement => h("span", { class: "unseen" }, text);
