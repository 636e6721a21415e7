/** How many statements a connection prepares. Each one takes memory in the server process of that connection. */
const MOST_PREPARED = 200;

/** How many texts are remembered that were executed once. When there are more, they are forgotten. */
const MOST_SEEN = 1000;

/**
 * Names the statements that are executed again, so that the server parses and plans them only once. All connections of a
 * pool share the names.
 */
export function createStatementNames(): (text: string) => string | undefined {
  const names = new Map<string, string>();
  const seen = new Set<string>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined || names.size >= MOST_PREPARED) return known;
    if (!seen.delete(text)) {
      if (seen.size >= MOST_SEEN) seen.clear();
      seen.add(text);
      return undefined;
    }
    const name = `conflict_graph_${names.size}`;
    names.set(text, name);
    return name;
  };
}

/** SQLSTATEs: invalid_sql_statement_name, duplicate_prepared_statement. */
const LOST_STATEMENT = ["26000", "42P05"];
/** SQLSTATE feature_not_supported, with this message if a migration has changed the columns of a prepared statement. */
const CHANGED_COLUMNS = { code: "0A000", message: /cached plan must not change result type/ };

/**
 * Whether a statement was refused only because it was prepared: by a connection pooler that gives each transaction another
 * connection of the server, or after a migration by another process.
 */
export function isPreparationRefused(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code !== "string") return false;
  return (
    LOST_STATEMENT.includes(code) || (code === CHANGED_COLUMNS.code && CHANGED_COLUMNS.message.test(String(message)))
  );
}
