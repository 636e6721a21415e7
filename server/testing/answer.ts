/** The answer to a query. `data` has no type, since each test knows its own shape. */
export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: a test knows the shape that it asked for
  readonly data: any;
  readonly errors?: readonly {
    message: string;
    path?: readonly (string | number)[];
    extensions: Record<string, unknown>;
  }[];
}
