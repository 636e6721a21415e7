import type { Page, PageVariables } from "../connection.ts";
import { failing } from "./failure.ts";

/** Pages as the service does: 20 nodes by default, at most 100, and not both `first` and `last`. */
export function pageOfList<Node>(all: readonly Node[], { first, after, last, before }: PageVariables): Page<Node> {
  if (first != null && last != null) throw badInput("first", "and last cannot be combined; give one of them");
  for (const [argument, size] of Object.entries({ first, last })) if (size != null) checkSize(argument, size);
  const from = after == null ? 0 : indexOfCursor(after, "after", all.length) + 1;
  const until = before == null ? all.length : indexOfCursor(before, "before", all.length);
  const [start, end] =
    last == null ? [from, Math.min(until, from + (first ?? 20))] : [Math.max(from, until - last), until];
  const nodes = all.slice(start, end);
  return {
    nodes,
    totalCount: all.length,
    pageInfo: {
      hasNextPage: last == null ? end < until : before != null,
      hasPreviousPage: last == null ? after != null : start > from,
      startCursor: nodes.length > 0 ? cursorOf(start) : null,
      endCursor: nodes.length > 0 ? cursorOf(end - 1) : null,
    },
  };
}

function checkSize(argument: string, size: number): void {
  if (size < 0) throw badInput(argument, `is ${size}; it takes 0 to 100`);
  const message = `${size} records on a page (\`first\` or \`last\`): at most 100 are allowed (limit: pageSize).`;
  if (size > 100) throw failing({ message, code: "PAGE_TOO_LARGE", argument, status: 400 });
}

const cursorOf = (place: number): string => btoa(`mock ${place}`);

function indexOfCursor(cursor: string, argument: string, length: number): number {
  for (let place = 0; place < length; place++) if (cursorOf(place) === cursor) return place;
  throw badInput(
    argument,
    `“${cursor}” is not a cursor; take one from a \`cursor\`, \`startCursor\` or \`endCursor\` field of this list`,
  );
}

const badInput = (argument: string, problem: string) =>
  failing({ message: `${argument} ${problem}`, code: "BAD_USER_INPUT", argument });
