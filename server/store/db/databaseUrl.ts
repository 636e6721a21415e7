// This file imports nothing: the configuration is read at startup, and importing Kysely takes 100 ms.

/** True if the URL is a PostgreSQL URL. Any other value is the path of an SQLite file. */
export const isPostgres = (databaseUrl: string): boolean => /^postgres(ql)?:\/\//i.test(databaseUrl);

/**
 * The URL of a database without user, password and parameters, for messages. A path is not changed. An unescaped password
 * may contain `@`, `/` and `?`, so if in doubt, more is hidden.
 */
export function maskPassword(databaseUrl: string): string {
  const [scheme] = /^[a-z][a-z0-9+.-]+:(\/\/)?/i.exec(databaseUrl) ?? [];
  if (scheme === undefined) return databaseUrl;
  const [, place = "", parameters = ""] = /^([^?#]*)(.*)$/s.exec(databaseUrl.slice(scheme.length)) ?? [];
  return scheme + (parameters.includes("@") ? "…" : place.replace(/^.*@/s, "…@"));
}
