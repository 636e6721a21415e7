import { isConflictGraphError } from "@conflict-graph/sdk";

/** Compares as JSON. */
export function equal(seen, expected) {
  const [a, b] = [JSON.stringify(seen), JSON.stringify(expected)];
  if (a !== b) throw new Error(`it is ${a}, and should be ${b}`);
}

/** The error with which a call fails. */
export const failure = async (call) => {
  const value = await Promise.resolve(call).catch((error) => ({ error }));
  if (value?.error === undefined) throw new Error(`it should fail, and gives ${JSON.stringify(value)}`);
  return value.error;
};

export const codeOf = async (call) => {
  const error = await failure(call);
  if (!isConflictGraphError(error)) throw error;
  return error.code;
};

/** The slugs, which identify the records. */
export const slugs = (records) => records.map(({ slug }) => slug);

/** Resolves when the connection of the last stream, or of the last unanswered request, is closed. */
export const left = async (origin) => (await fetch(`${origin}/left`)).text();

/** The first events of a subscription, which is then closed. */
export async function take(changes, most = 100) {
  const seen = [];
  for await (const { changed } of changes) if (seen.push(changed.position) >= most) break;
  return seen;
}
