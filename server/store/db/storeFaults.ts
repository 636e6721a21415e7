/** What keeps a store from doing what it is asked, though neither this program nor who asks is wrong. */
export type StoreFault = "UNREACHABLE" | "BUSY" | "FULL" | "READ_ONLY" | "DAMAGED";

/** Another writer has not let go of the store in the time that one waits for it. Nothing was changed. */
export class StoreBusyError extends Error {
  override name = "StoreBusyError";
  readonly code = "STORE_BUSY";
  constructor() {
    super("Another write to the store has not come to its end.");
  }
}

/** The store gave no answer in the time that a statement may take. */
export class StoreTimeoutError extends Error {
  override name = "StoreSlowError";
  readonly code = "STORE_SLOW";
  constructor(milliseconds: number) {
    super(`The database has not answered a statement in ${milliseconds} ms.`);
  }
}

/** The store was lost while it was told to keep a write: whether it did so, nobody has heard. */
export class OutcomeUnknownError extends Error {
  override name = "OutcomeUnknownError";
  constructor(cause: unknown) {
    super("The store was lost while a write was being kept.", { cause });
  }
}

interface Sign {
  readonly signs: RegExp;
  /** Null where it can only come at a start. */
  readonly fault: StoreFault | null;
  readonly advice: string;
}

/** What is outside our hands, and what to do. All else is a fault of this program, to be shown with its stack. */
const SIGNS: readonly Sign[] = [
  {
    signs: /^(ENOTFOUND|EAI_AGAIN)$/,
    fault: "UNREACHABLE",
    advice: "Its host's name has no address: correct it, or try again once the network is there.",
  },
  {
    signs: /^ECONNREFUSED$/,
    fault: "UNREACHABLE",
    advice: "No server listens there: start it, or correct the host and the port.",
  },
  {
    signs: /^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENETDOWN|STORE_SLOW|timeout (expired|exceeded).*)$/,
    fault: "UNREACHABLE",
    advice:
      "Its host does not answer in time: correct its name, or see to the network and to what keeps the server busy.",
  },
  {
    signs: /^57014$/,
    fault: "UNREACHABLE",
    advice: "A statement took too long: see what keeps the server busy, or what holds a lock in it.",
  },
  {
    signs: /^(ECONNRESET|ECONNABORTED|EPIPE|08\w{3}|57P\w{2}|Connection terminated.*|Client has encountered.*)$/,
    fault: "UNREACHABLE",
    advice: "The server is starting, stopping or unreachable: try again once it runs.",
  },
  {
    signs: /^(28\w{3}|SASL.*)$/s,
    fault: "UNREACHABLE",
    advice: "The server does not let the user in: correct the user or the password.",
  },
  {
    signs: /^(\w+_CERT\w*|CERT_\w+|ERR_TLS_\w+|.*SSL.*)$/,
    fault: "UNREACHABLE",
    advice: "Correct the sslmode in its URL, or the server's certificate.",
  },
  { signs: /^3D000$/, fault: "UNREACHABLE", advice: "Create it (“createdb”), or correct its name." },
  { signs: /^3F000$/, fault: null, advice: "Create the schema, or correct the connection's search_path." },
  {
    signs: /^42501$/,
    fault: null,
    advice: "Let its user do that, such as by “grant usage, create on schema public to …”, or give another one.",
  },
  {
    signs: /^25006$/,
    fault: "READ_ONLY",
    advice: "It only reads, as a standby does: give the one that may be written.",
  },
  {
    signs: /^(53100|SQLITE_13|ENOSPC|EDQUOT)$/,
    fault: "FULL",
    advice: "Make room on its disk, and try again: nothing was changed.",
  },
  {
    signs: /^53\w{3}$/,
    fault: "UNREACHABLE",
    advice: "Try again when the server has fewer connections, or allow it more.",
  },
  {
    signs: /^(SQLITE_[56]|STORE_BUSY|55P03|40001|40P01)$/,
    fault: "BUSY",
    advice: "Another process is loading into it: wait until that one has finished, and try again.",
  },
  {
    signs: /^SQLITE_26$/,
    fault: "DAMAGED",
    advice:
      "The file is something else: give the path of an SQLite file, or of one that is yet to be made. If it was one, it is damaged: restore it from a copy.",
  },
  {
    signs: /^(SQLITE_11|XX00[12])$/,
    fault: "DAMAGED",
    advice: "The file is damaged: restore it from a copy, or delete it and load its corpus again.",
  },
  {
    signs: /^(SQLITE_10|58\w{3})$/,
    fault: "UNREACHABLE",
    advice: "Its disk does not read or write as it should: see to that, and try again.",
  },
  {
    signs: /^SQLITE_8$/,
    fault: "READ_ONLY",
    advice: "Let this user write the file and its folder, or give another path.",
  },
  {
    signs: /^SQLITE_14$/,
    fault: "UNREACHABLE",
    advice: "Let this user write the file and its folder, or give another path.",
  },
  {
    signs: /^(SQLITE_(3|23)|EACCES|EPERM|EROFS|ENOTDIR|EEXIST|EISDIR|ENOENT|ENAMETOOLONG)$/,
    fault: null,
    advice: "Let this user write the file and its folder, or give another path.",
  },
];

/** What to do about an error of the system, SQLite or PostgreSQL; null where it is none of theirs to be mended outside. */
export const adviceFor = (error: unknown): string | null => signOf(error)?.advice ?? null;

/** Which fault of a store that was in use an error tells of; null where it is a fault of this program. */
export const faultOf = (error: unknown): StoreFault | null =>
  error instanceof OutcomeUnknownError ? "UNREACHABLE" : (signOf(error)?.fault ?? null);

function signOf(error: unknown): Sign | null {
  if (!(error instanceof Error)) return null;
  const sign = codeOf(error);
  return SIGNS.find(({ signs }) => signs.test(sign)) ?? null;
}

/** The error's code; SQLite's number for its kind; the message where the driver gives neither. */
function codeOf(error: Error & { code?: unknown; errcode?: unknown }): string {
  if (error.code === "ERR_SQLITE_ERROR") return `SQLITE_${Number(error.errcode) & 0xff}`;
  return typeof error.code === "string" ? error.code : error.message;
}
