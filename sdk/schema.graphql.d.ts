/** The schema as a string, if your bundler loads `.graphql` files as text. */
declare const schema: string;
export default schema;
