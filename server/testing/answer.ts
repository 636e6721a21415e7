/** What a query gave; `data` is as wide as any JSON, since each test knows its own shape. */
export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it asked for
  readonly data: any;
  readonly errors?: readonly {
    message: string;
    path?: readonly (string | number)[];
    extensions: Record<string, unknown>;
  }[];
}
