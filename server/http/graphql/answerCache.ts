import { OperationTypeNode } from "graphql";
import { LRUCache } from "lru-cache";
import { etagOf } from "../../publish/etag.ts";
import type { Caller } from "../../schema/builder/caller.ts";
import type { Store } from "../../store/db/database.ts";
import { newestRevision } from "../../store/read/asOfRevision.ts";
import type { Cost } from "../limits/cost.ts";

/** A cheaper operation is executed in the time that reading the data revision takes. */
const LEAST_COST = 50;
/** A single answer may take this part of the cache, so that a few large ones do not displace all others. */
const LARGEST_PART = 16;

const LONG_TEXT = 65_536;

/** Its bytes have memory of their own. Those of `Buffer.from` may keep 8 KB that they share with others. */
const UTF_8 = new TextEncoder();

const [START, END] = ['{"data":', "}"];

/** The body of a response without errors, and what is derived from it when first needed. */
export class Answer {
  /** The compressed body, by encoding. */
  readonly encoded = new Map<string, Buffer>();
  #text: string | null;
  #body: Buffer | null = null;
  #etag: string | null = null;

  /** @param json the data as JSON text */
  constructor(json: string) {
    this.#text = `${START}${json}${END}`;
  }
  /** The body as bytes. From then on, the text is not kept. */
  get body(): Buffer {
    this.#body ??= Buffer.from(UTF_8.encode(this.#text ?? "").buffer);
    this.#text = null;
    return this.#body;
  }
  /** The length of the body in bytes. */
  get length(): number {
    return this.#body?.length ?? Buffer.byteLength(this.#text ?? "");
  }
  /**
   * The body as text if it is short, since Node.js sends a short text faster than bytes. A long text would take up to three
   * times as much memory while it waits to be sent.
   */
  get sent(): string | Buffer {
    return this.#text !== null && this.#text.length < LONG_TEXT ? this.#text : this.body;
  }
  get json(): string {
    return this.body.toString("utf8", START.length, this.body.length - END.length);
  }
  /** A weak tag, because the body may be compressed. */
  get etag(): string {
    this.#etag ??= `W/${etagOf(this.body)}`;
    return this.#etag;
  }
}

/** What an answer depends on, besides the data. Nothing else of a request reaches the resolvers. */
export interface Question {
  readonly query: string;
  readonly operationName: string | null;
  /** The values of the variables as JSON text. */
  readonly variables: string;
  readonly caller: Caller | null;
  readonly isSubgraph: boolean;
  /** The position of the change that an event of a subscription tells. Null for a query. */
  readonly event: number | null;
}

/** The answers to queries and to events of subscriptions, by what they depend on. */
export interface AnswerCache {
  /** The key of an answer to the newest data. Null if the answer is not worth keeping, or must not be kept. */
  keyOf(question: Question, cost: Cost): Promise<string | null>;
  get(key: string): Answer | undefined;
  set(key: string, answer: Answer): void;
  /** How much memory the answers take, as an estimate. */
  readonly bytes: number;
}

/** @param megabytes 0: no answers are kept */
export function createAnswerCache(store: Store, megabytes: number): AnswerCache | null {
  if (megabytes === 0) return null;
  const bytes = megabytes * 1024 * 1024;
  const answers = new LRUCache<string, Answer>({
    maxSize: bytes,
    maxEntrySize: Math.ceil(bytes / LARGEST_PART),
    // Twice the length, because a text has two bytes a character if one character is not Latin-1, and bytes are kept with
    // their compressed forms.
    sizeCalculation: ({ length }, key) => 2 * length + 2 * key.length + 500,
  });
  return {
    async keyOf(question, { kind, total }) {
      if (kind === OperationTypeNode.MUTATION || total < LEAST_COST) return null;
      return keyAt(await newestRevision(store), question);
    },
    get: (key) => answers.get(key),
    set: (key, answer) => void answers.set(key, answer),
    get bytes() {
      return answers.calculatedSize;
    },
  };
}

/** Every write makes a new revision, by whichever process. */
function keyAt(revision: number, question: Question): string {
  const { query, operationName, variables, caller, isSubgraph, event } = question;
  const scopes = caller === null ? null : [...caller.scopes].sort();
  return `${revision} ${event} ${isSubgraph} ${scopes} ${JSON.stringify(operationName)} ${variables} ${query}`;
}
