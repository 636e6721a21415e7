import type { Page, PageVariables } from "../connection.ts";
import { failing } from "./failure.ts";

/** The page of a list that the service would give: 20 where no size is said, 100 at most, one of `first` and `last`. */
export function pageOf<Node>(all: readonly Node[], { first, after, last, before }: PageVariables): Page<Node> {
  if (first != null && last != null) throw wrong("first", "and last cannot be combined; give one of them");
  for (const [argument, size] of Object.entries({ first, last })) if (size != null) checkSize(argument, size);
  const from = after == null ? 0 : placeOf(after, "after", all.length) + 1;
  const until = before == null ? all.length : placeOf(before, "before", all.length);
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
  if (size < 0) throw wrong(argument, `is ${size}; it takes 0 to 100`);
  const message = `${size} records on a page (\`first\` or \`last\`); at most 100 are taken (limit: pageSize).`;
  if (size > 100) throw failing({ message, code: "PAGE_TOO_LARGE", argument, status: 400 });
}

const cursorOf = (place: number): string => btoa(`mock ${place}`);

function placeOf(cursor: string, argument: string, length: number): number {
  for (let place = 0; place < length; place++) if (cursorOf(place) === cursor) return place;
  throw wrong(
    argument,
    `“${cursor}” is not a cursor; take one from a \`cursor\`, \`startCursor\` or \`endCursor\` field of this list`,
  );
}

const wrong = (argument: string, problem: string) =>
  failing({ message: `${argument} ${problem}`, code: "BAD_USER_INPUT", argument });
