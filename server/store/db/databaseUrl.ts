// Imports nothing: the configuration is read at startup, and importing Kysely takes 100 ms.

/** Whether the URL is one of PostgreSQL. Any other is the path of an SQLite file. */
export const isPostgres = (databaseUrl: string): boolean => /^postgres(ql)?:\/\//i.test(databaseUrl);

/**
 * The URL of a database without user, password and parameters, for messages; a path is unchanged. An unescaped password
 * may contain `@`, `/` and `?`, so when in doubt more is hidden.
 */
export function maskPassword(databaseUrl: string): string {
  const [scheme] = /^[a-z][a-z0-9+.-]+:(\/\/)?/i.exec(databaseUrl) ?? [];
  if (scheme === undefined) return databaseUrl;
  const [, place = "", parameters = ""] = /^([^?#]*)(.*)$/s.exec(databaseUrl.slice(scheme.length)) ?? [];
  return scheme + (parameters.includes("@") ? "…" : place.replace(/^.*@/s, "…@"));
}
