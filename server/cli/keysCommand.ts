import { type Command, InvalidArgumentError, Option } from "commander";
import { authorNameProblem } from "../domain/authorName.ts";
import { ExpectedError } from "../domain/errors.ts";
import { printableName } from "../domain/printable.ts";
import { CALLER_SCOPE_MEANINGS, CALLER_SCOPES, type CallerScope } from "../domain/writeVocabulary.ts";
import type { ApiKey } from "../store/auth/apiKeys.ts";
import type { Store } from "../store/db/database.ts";
import { DATABASE_OPTION, defaultDatabase } from "./configOf.ts";
import { print, printError } from "./print.ts";

interface KeyFlags {
  readonly database?: string;
}

/** No valid key has this id. */
class KeyNotFoundError extends ExpectedError {
  override name = "KeyNotFoundError";
  constructor(id: string) {
    super(`No valid key has the id “${printableName(id)}”. “keys list” shows all keys. Nothing was changed.`);
  }
}

/** Adds `keys`, which manages keys for callers who may write, or who may read if READ is closed. */
export function addKeysCommand(cli: Command): void {
  const keys = cli
    .command("keys")
    .description("Create, list, rotate and revoke the keys with which callers write, and read if READ is closed.");
  withDatabase(keys, "create", "Create a key. The key is shown only now, and is not stored.")
    .requiredOption(
      "--name <name>",
      "the name of the key's owner, which the history shows for each write with the key",
      nameOf,
    )
    .addOption(
      new Option(
        "--scope <scopes...>",
        `what the key may do beyond reading: ${Object.entries(CALLER_SCOPE_MEANINGS)
          .map(([scope, meaning]) => `${scope} (${meaning.replace(/\.$/, "").toLowerCase()})`)
          .join(", ")}`,
      ).choices(CALLER_SCOPES),
    )
    .action(async ({ name, scope = [], ...flags }: KeyFlags & { name: string; scope?: CallerScope[] }) => {
      const { createKey } = await import("../store/auth/apiKeys.ts");
      const scopes = CALLER_SCOPES.filter((known) => scope.includes(known));
      const { id, token } = await onStore(flags, (store) => createKey(store, { name, scopes, now: Date.now() }));
      printError(
        `The key ${id} of “${printableName(name)}” may ${scopes.join(", ") || "read"}. The key is shown only now:`,
      );
      console.log(token);
    });
  withDatabase(keys, "list", "List all keys ever created, by id. The keys themselves cannot be shown again.").action(
    async (flags: KeyFlags) => {
      const { listKeys } = await import("../store/auth/apiKeys.ts");
      const listed = await onStore(flags, (store) => listKeys(store));
      if (listed.length === 0) console.log("There is no key yet. Create one with “keys create”.");
      for (const key of listed) print(lineOf(key, Date.now()));
    },
  );
  withDatabase(
    keys,
    "rotate",
    "Replace a key with a new one that has the same id, name and scopes. The new key is shown only now.",
  )
    .argument("<id>", "the key's id, as “keys list” shows it")
    .option(
      "--until <time>",
      "until when the old key stays valid: an instant such as 2030-01-31T12:00Z (default: it ends now)",
      instantOf,
    )
    .action(async (id: string, { until = null, ...flags }: KeyFlags & { until?: number | null }) => {
      const { rotateKey } = await import("../store/auth/apiKeys.ts");
      const token = await onStore(flags, (store) => rotateKey(store, id, { until, now: Date.now() }));
      if (token === null) throw new KeyNotFoundError(id);
      const old = until === null ? "is no longer valid" : `is valid until ${new Date(until).toISOString()}`;
      console.error(`The old key ${id} ${old}. The new key is shown only now:`);
      console.log(token);
    });
  withDatabase(keys, "revoke", "Revoke a key with immediate effect.")
    .argument("<id>", "the key's id, as “keys list” shows it")
    .action(async (id: string, flags: KeyFlags) => {
      const { revokeKey } = await import("../store/auth/apiKeys.ts");
      if (!(await onStore(flags, (store) => revokeKey(store, id, Date.now())))) throw new KeyNotFoundError(id);
      console.log(`The key ${id} is no longer valid.`);
    });
}

const withDatabase = (keys: Command, name: string, description: string): Command =>
  keys
    .command(name)
    .description(description)
    .option(...DATABASE_OPTION);

async function onStore<Result>({ database }: KeyFlags, work: (store: Store) => Promise<Result>): Promise<Result> {
  const url = await defaultDatabase(database);
  const { withDatabaseErrors, LOADING_LOCK_WAIT } = await import("../store/db/database.ts");
  const { openMigrated } = await import("../store/db/migrate.ts");
  return withDatabaseErrors(url, async () => {
    await using store = await openMigrated(url, { lockWait: LOADING_LOCK_WAIT });
    return await work(store);
  });
}

function lineOf({ id, name, scopes, ...key }: ApiKey, now: number): string {
  const times = [
    ["created", key.createdAt],
    ["rotated", key.rotatedAt],
    ["old key valid until", key.previousUntil !== null && key.previousUntil > now ? key.previousUntil : null],
    ["last used about", key.lastUsedAt],
    ["REVOKED", key.revokedAt],
  ] as const;
  const parts = times.flatMap(([what, at]) => (at === null ? [] : [`${what} ${new Date(at).toISOString()}`]));
  return `${id}  ${printableName(name)}  [${scopes.join(" ") || "read"}]  ${parts.join(", ")}`;
}

/** A name is shown in lists with one line for each key, and in histories. */
function nameOf(text: string): string {
  const name = text.trim();
  const problem = authorNameProblem(name);
  if (problem !== null)
    throw new InvalidArgumentError(`The name ${problem}. Use 1 to 200 visible characters in one line.`);
  return name;
}

function instantOf(text: string): number {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at) || at <= Date.now())
    throw new InvalidArgumentError("Use a date and time in the future, with its time zone, such as 2030-01-31T12:00Z.");
  return at;
}
