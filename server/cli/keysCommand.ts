import { type Command, InvalidArgumentError, Option } from "commander";
import { ExpectedError } from "../domain/errors.ts";
import { CALLER_SCOPE_MEANINGS, CALLER_SCOPES, type CallerScope } from "../domain/writeVocabulary.ts";
import type { ApiKey } from "../store/auth/apiKeys.ts";
import type { Store } from "../store/db/database.ts";
import { DATABASE_OPTION, defaultDatabase } from "./defaultDatabase.ts";

interface KeyFlags {
  readonly database?: string;
}

/** There is no such key. */
class KeyNotFoundError extends ExpectedError {
  override name = "KeyNotFoundError";
  constructor(id: string) {
    super(`No key that is still valid has the id “${id}”; “keys list” names them. Nothing was changed.`);
  }
}

/** Adds `keys`: who may write, and read where reading is closed. */
export function addKeysCommand(cli: Command): void {
  const keys = cli
    .command("keys")
    .description("Make, list, rotate and revoke the keys by which callers write, and read where reading is closed.");
  withDatabase(keys, "create", "Make a key. It is shown this once, and nothing keeps it.")
    .requiredOption("--name <name>", "whose it is: the history names what it writes so", nameOf)
    .addOption(
      new Option(
        "--scope <scopes...>",
        `what it may do beyond reading: ${Object.entries(CALLER_SCOPE_MEANINGS)
          .map(([scope, meaning]) => `${scope} (${meaning.replace(/\.$/, "").toLowerCase()})`)
          .join(", ")}`,
      ).choices(CALLER_SCOPES),
    )
    .action(async ({ name, scope = [], ...flags }: KeyFlags & { name: string; scope?: CallerScope[] }) => {
      const { createKey } = await import("../store/auth/apiKeys.ts");
      const scopes = CALLER_SCOPES.filter((known) => scope.includes(known));
      const { id, token } = await onStore(flags, (store) => createKey(store, { name, scopes, now: Date.now() }));
      console.error(`The key ${id} of “${name}” may ${scopes.join(", ") || "read"}. It is shown this once:`);
      console.log(token);
    });
  withDatabase(keys, "list", "List all keys that were ever made, by id; none of them can be shown again.").action(
    async (flags: KeyFlags) => {
      const { listKeys } = await import("../store/auth/apiKeys.ts");
      const listed = await onStore(flags, (store) => listKeys(store));
      if (listed.length === 0) console.log("There is no key yet: make one with “keys create”.");
      for (const key of listed) console.log(lineOf(key, Date.now()));
    },
  );
  withDatabase(keys, "rotate", "Make a new key in the place of one: same id, name and scopes. It is shown this once.")
    .argument("<id>", "the key's id, as “keys list” shows it")
    .option(
      "--until <time>",
      "up to when the old one is still taken: an instant such as 2030-01-31T12:00Z (default: not any more)",
      instantOf,
    )
    .action(async (id: string, { until = null, ...flags }: KeyFlags & { until?: number | null }) => {
      const { rotateKey } = await import("../store/auth/apiKeys.ts");
      const token = await onStore(flags, (store) => rotateKey(store, id, { until, now: Date.now() }));
      if (token === null) throw new KeyNotFoundError(id);
      const old = until === null ? "is not taken any more" : `is taken until ${new Date(until).toISOString()}`;
      console.error(`The old key ${id} ${old}. The new one is shown this once:`);
      console.log(token);
    });
  withDatabase(keys, "revoke", "Let a key in no more, from now on.")
    .argument("<id>", "the key's id, as “keys list” shows it")
    .action(async (id: string, flags: KeyFlags) => {
      const { revokeKey } = await import("../store/auth/apiKeys.ts");
      if (!(await onStore(flags, (store) => revokeKey(store, id, Date.now())))) throw new KeyNotFoundError(id);
      console.log(`The key ${id} is not taken any more.`);
    });
}

const withDatabase = (keys: Command, name: string, description: string): Command =>
  keys
    .command(name)
    .description(description)
    .option(...DATABASE_OPTION);

async function onStore<Result>({ database }: KeyFlags, work: (store: Store) => Promise<Result>): Promise<Result> {
  const url = await defaultDatabase(database);
  const { withDatabaseErrors, openStore, LOADING_LOCK_WAIT } = await import("../store/db/database.ts");
  const { migrate } = await import("../store/db/migrate.ts");
  return withDatabaseErrors(url, async () => {
    await using store = await openStore(url, { lockWait: LOADING_LOCK_WAIT });
    await migrate(store);
    return await work(store);
  });
}

function lineOf({ id, name, scopes, ...key }: ApiKey, now: number): string {
  const times = [
    ["made", key.createdAt],
    ["rotated", key.rotatedAt],
    ["old one taken until", key.previousUntil !== null && key.previousUntil > now ? key.previousUntil : null],
    ["last used about", key.lastUsedAt],
    ["REVOKED", key.revokedAt],
  ] as const;
  const said = times.flatMap(([what, at]) => (at === null ? [] : [`${what} ${new Date(at).toISOString()}`]));
  return `${id}  ${name}  [${scopes.join(" ") || "read"}]  ${said.join(", ")}`;
}

/** It stands in lines of its own and in histories. */
function nameOf(text: string): string {
  const name = text.trim();
  if (name === "" || name.length > 200 || /\p{C}/u.test(name))
    throw new InvalidArgumentError("It takes 1 to 200 characters in one line.");
  return name;
}

function instantOf(text: string): number {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at) || at <= Date.now())
    throw new InvalidArgumentError("It takes an instant to come, with its zone, such as 2030-01-31T12:00Z.");
  return at;
}
