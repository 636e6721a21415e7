/** The schema as a text, where a bundler is told to load `.graphql` files as one. */
declare const schema: string;
export default schema;
