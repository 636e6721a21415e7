/** The reason why the database failed, if neither this program nor the request is wrong. */
export type StoreFault = "UNREACHABLE" | "BUSY" | "FULL" | "READ_ONLY" | "DAMAGED";

/** Another write held the lock longer than we wait for it. Nothing was changed. */
export class StoreBusyError extends Error {
  override name = "StoreBusyError";
  readonly code = "STORE_BUSY";
  constructor() {
    super("Another write to the database has not finished.");
  }
}

/** The database did not answer a statement within the time limit. */
export class StoreTimeoutError extends Error {
  override name = "StoreTimeoutError";
  readonly code = "STORE_TIMEOUT";
  constructor(milliseconds: number) {
    super(`The database did not answer a statement within ${milliseconds} ms.`);
  }
}

/** The file of an SQLite database is no longer the one that was opened. Nothing was changed. */
export class StoreFileError extends Error {
  override name = "StoreFileError";
  readonly code = "STORE_FILE";
  /** @param problem completes “The database file …” */
  constructor(problem: string) {
    super(`The database file ${problem} while it was in use.`);
  }
}

/** The connection was lost during a commit: we do not know whether the write was committed. */
export class OutcomeUnknownError extends Error {
  override name = "OutcomeUnknownError";
  constructor(cause: unknown) {
    super("The database connection was lost during the write.", { cause });
  }
}

interface KnownError {
  /** Matches the error's code: see codeOf. */
  readonly code: RegExp;
  /** Null if the error only happens while a database is being opened. */
  readonly fault: StoreFault | null;
  readonly advice: string;
}

const ALLOW_WRITING = "Allow this user to write the file and its folder, or choose another path.";

/**
 * Errors of the system, SQLite (SQLITE_ and its result code) and PostgreSQL (SQLSTATE) that someone outside this program
 * can fix. Any other error is a bug, shown with its stack trace.
 */
const KNOWN_ERRORS: readonly KnownError[] = [
  {
    code: /^(ENOTFOUND|EAI_AGAIN)$/,
    fault: "UNREACHABLE",
    advice: "The host name has no address. Correct it, or check the network and try again.",
  },
  {
    code: /^ECONNREFUSED$/,
    fault: "UNREACHABLE",
    advice: "No server listens there. Start it, or correct the host and port.",
  },
  {
    code: /^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENETDOWN|STORE_TIMEOUT|timeout (expired|exceeded).*)$/,
    fault: "UNREACHABLE",
    advice: "The host did not answer in time. Check its name, the network and the load of the server.",
  },
  {
    code: /^57014$/,
    fault: "UNREACHABLE",
    advice: "A statement took too long. Check the load of the server and the locks held in it.",
  },
  {
    code: /^(ECONNRESET|ECONNABORTED|EPIPE|08\w{3}|57P\w{2}|Connection terminated.*|Client has encountered.*)$/,
    fault: "UNREACHABLE",
    advice: "The server is starting, stopping or unreachable. Try again when it is running.",
  },
  {
    code: /^(28\w{3}|SASL.*)$/s,
    fault: "UNREACHABLE",
    advice: "The server rejected the login. Correct the user or password.",
  },
  {
    code: /^(\w+_CERT\w*|CERT_\w+|ERR_TLS_\w+|.*SSL.*)$/,
    fault: "UNREACHABLE",
    advice: "Correct the sslmode in the URL or the server's certificate.",
  },
  { code: /^3D000$/, fault: "UNREACHABLE", advice: "Create the database (“createdb”), or correct its name." },
  { code: /^3F000$/, fault: null, advice: "Create the schema, or correct the search_path of the connection." },
  {
    code: /^42501$/,
    fault: null,
    advice:
      "Grant the user this permission, for example with “grant usage, create on schema public to …”, or use another user.",
  },
  {
    code: /^25006$/,
    fault: "READ_ONLY",
    advice: "The server is read-only, such as a standby. Use the URL of the primary.",
  },
  {
    code: /^(53100|SQLITE_13|ENOSPC|EDQUOT)$/,
    fault: "FULL",
    advice: "Free disk space and try again. Nothing was changed.",
  },
  {
    code: /^53\w{3}$/,
    fault: "UNREACHABLE",
    advice: "Try again when the server has fewer connections, or raise its limit (max_connections).",
  },
  {
    code: /^(SQLITE_[56]|STORE_BUSY|55P03|40001|40P01)$/,
    fault: "BUSY",
    advice: "Another process is writing to it. Wait until that process has finished, and try again.",
  },
  {
    code: /^STORE_FILE$/,
    fault: "DAMAGED",
    advice:
      "Stop the service. Put the file back, or restore a backup, and start the service again. Do not delete, replace or truncate the file of a running service.",
  },
  {
    code: /^SQLITE_26$/,
    fault: "DAMAGED",
    advice:
      "The file is not an SQLite database. Choose an SQLite file or a new path. If it was a database, the file is damaged: restore it from a backup.",
  },
  {
    code: /^(SQLITE_11|XX00[12])$/,
    fault: "DAMAGED",
    advice: "The file is damaged. Restore it from a backup, or delete it and load the corpus again.",
  },
  {
    code: /^(SQLITE_10|58\w{3})$/,
    fault: "UNREACHABLE",
    advice: "Reading or writing the disk failed. Check the disk, and try again.",
  },
  { code: /^SQLITE_8$/, fault: "READ_ONLY", advice: ALLOW_WRITING },
  { code: /^SQLITE_14$/, fault: "UNREACHABLE", advice: ALLOW_WRITING },
  {
    code: /^(SQLITE_(3|23)|EACCES|EPERM|EROFS|ENOTDIR|EEXIST|EISDIR|ENOENT|ENAMETOOLONG)$/,
    fault: null,
    advice: ALLOW_WRITING,
  },
];

/** What to do about an error of the system, SQLite or PostgreSQL; null if the error is a bug of this program. */
export const adviceFor = (error: unknown): string | null => knownErrorOf(error)?.advice ?? null;

/** The reason why the database failed while in use; null if the error is a bug of this program. */
export const faultOf = (error: unknown): StoreFault | null =>
  error instanceof OutcomeUnknownError ? "UNREACHABLE" : (knownErrorOf(error)?.fault ?? null);

function knownErrorOf(error: unknown): KnownError | null {
  if (!(error instanceof Error)) return null;
  const errorCode = codeOf(error);
  return KNOWN_ERRORS.find(({ code }) => code.test(errorCode)) ?? null;
}

/** The error's code (for SQLite, the primary result code), or the message if there is no code. */
function codeOf(error: Error & { code?: unknown; errcode?: unknown }): string {
  if (error.code === "ERR_SQLITE_ERROR") return `SQLITE_${Number(error.errcode) & 0xff}`;
  return typeof error.code === "string" ? error.code : error.message;
}
