// Imports nothing: the configuration is read before there is time for Kysely, whose modules take a tenth of a second.

/** Whether it names a PostgreSQL database; everything else is the path of an SQLite file. */
export const isPostgres = (databaseUrl: string): boolean => /^postgres(ql)?:\/\//i.test(databaseUrl);

/**
 * What messages call a database: its URL without user, password and parameters; a path as it is. A password that was
 * not escaped may hold `@`, `/` and `?` itself, so that in doubt more is hidden than has to be.
 */
export function maskPassword(databaseUrl: string): string {
  const [scheme] = /^[a-z][a-z0-9+.-]+:(\/\/)?/i.exec(databaseUrl) ?? [];
  if (scheme === undefined) return databaseUrl;
  const [, place = "", parameters = ""] = /^([^?#]*)(.*)$/s.exec(databaseUrl.slice(scheme.length)) ?? [];
  return scheme + (parameters.includes("@") ? "…" : place.replace(/^.*@/s, "…@"));
}
