import type { CallerScope } from "../../domain/writeVocabulary.ts";
import type { Fault } from "../../ingest/faults.ts";
import type { Outcome, Sender } from "../../ingest/request.ts";
import type { WriteTransaction } from "../../store/db/database.ts";
import { asWriter, ChangeRefusedError } from "../../store/write/changeSet.ts";
import { builder } from "../builder/builder.ts";
import { type Caller, requireScope } from "../builder/caller.ts";
import type { Context } from "../builder/context.ts";
import { InputError } from "../builder/errors.ts";

const FaultRef = builder.objectRef<Fault>("Fault").implement({
  description: "One fault in an input: where it is, what is wrong, and what would be right.",
  fields: (t) => ({
    path: t.string({
      description:
        "The place of the fault in the arguments: `article.title`, `casualtyReports[3].count.value`, `key`. Empty if the fault concerns the whole input.",
      resolve: ({ field }) => field ?? "",
    }),
    message: t.exposeString("problem", { description: "The problem, and what would be right." }),
  }),
});

/** The result of a mutation, or the reasons why it changed nothing. */
export type Done = { readonly write: number; readonly record: number };
export type Undone = { readonly faults: readonly Fault[] };

const faultsOf = (name: string, of: string) =>
  builder.objectRef<Undone>(name).implement({
    description: `The reasons why nothing was changed: all faults of ${of} at once.`,
    fields: (t) => ({
      faults: t.field({
        type: [FaultRef],
        description: "All faults. Correct them and send the request again.",
        resolve: ({ faults }) => [...faults],
      }),
    }),
  });

export const IngestFaultsRef = faultsOf("IngestFaults", "the article");
export const WriteFaultsRef = faultsOf("WriteFaults", "the request");

/** The type of an outcome within a union. */
export const resolvesTo = (done: string, undone: string) => (outcome: object) => ("faults" in outcome ? undone : done);

interface WriteOptions {
  /** Whether the write may take longer than the time limit for operations. */
  readonly takesLong?: boolean;
  /** Called after a write that changed something or had done so before. */
  readonly onDone?: () => Promise<void>;
}

/** Runs a write in one transaction, if the caller has the scope. Followers of the change log are notified immediately. */
export async function writing(
  context: Context,
  scope: CallerScope,
  clientKey: string | null | undefined,
  write: (writing: WriteTransaction, sender: Sender) => Promise<Outcome>,
  { takesLong = false, onDone = async () => {} }: WriteOptions = {},
): Promise<Outcome> {
  const caller: Caller = requireScope(context, scope);
  if (clientKey != null && !/^[\x21-\x7e]{1,200}$/.test(clientKey))
    throw new InputError("key", "must have 1 to 200 printable ASCII characters without spaces, such as a UUID");
  const sender = { name: caller.name, caller: caller.id, clientKey: clientKey ?? null, now: Date.now() };
  // After a timeout error, the client assumes that nothing was written, so nothing may be committed later.
  if (takesLong) context.work?.onKeeping();
  const work = async (on: WriteTransaction) => {
    const outcome = await write(on, sender);
    context.work?.onKeeping();
    return outcome;
  };
  const outcome = await asWriter(context.store, work).catch((error: unknown) => {
    if (!(error instanceof ChangeRefusedError)) throw error;
    return { faults: [{ file: "", line: null, field: null, problem: error.message }] };
  });
  context.changePoller?.pollNow();
  if ("write" in outcome) await onDone();
  return outcome;
}
