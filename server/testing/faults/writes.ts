import { encodeGlobalId } from "../../schema/builder/globalId.ts";
import { ANOTHER_ARTICLE } from "../corpora/articles.ts";
import { ask, type GraphqlResponse } from "./ask.ts";

/** A write to a store with SMALL_CORPUS, and its answer. */
export interface Write {
  readonly key: string;
  readonly operation: "ingestArticle" | "reviewCasualtyReport" | "withdraw";
  readonly variables: object;
  /** The number of the article. */
  readonly article: number;
}

export interface Acknowledged extends Write {
  readonly dataRevision: number;
}

const MUTATIONS: Readonly<Record<Write["operation"], string>> = {
  ingestArticle: `mutation ($input: IngestArticleInput!, $key: String) { done: ingestArticle(input: $input, key: $key) {
    ... on IngestedArticle { dataRevision } ... on IngestFaults { faults { path message } } } }`,
  reviewCasualtyReport: `mutation ($id: ID!, $decision: ReviewDecision!, $reason: String!, $key: String) {
    done: reviewCasualtyReport(id: $id, decision: $decision, reason: $reason, key: $key) {
    ... on ReviewedCasualtyReport { dataRevision } ... on WriteFaults { faults { path message } } } }`,
  withdraw: `mutation ($id: ID!, $what: WithdrawnMatter!, $reason: String!, $key: String) {
    done: withdraw(id: $id, what: $what, reason: $reason, key: $key) {
    ... on Withdrawn { dataRevision } ... on WriteFaults { faults { path message } } } }`,
};

/** The slugs of the records of an article, by its number. */
export const slugsOf = (article: number) => ({ article: `report-${article}`, claim: `killed-${article}` });

/** An article with one claim. Some of its records are shared with all other articles. */
export function articleOf(number: number, filler = "") {
  const { article, claim } = slugsOf(number);
  const [first] = ANOTHER_ARTICLE.casualtyReports;
  const actor = { id: `wire-${number}`, name: `Wire Agency ${number}`, kind: "NEWS_AGENCY" };
  return {
    source: ANOTHER_ARTICLE.source,
    article: {
      ...ANOTHER_ARTICLE.article,
      id: article,
      publisher: actor.id,
      text: `The ministry's report ${number} said on Wednesday that at least 26 people were killed.${filler && `\n\n${filler}`}`,
    },
    actors: [actor],
    casualtyReports: [{ ...first, id: claim, attributedTo: { actor: "ministry" } }],
    mentions: [{ actor: "ministry", words: { quote: "The ministry" } }],
  };
}

/** The writes of one writer: an article, a review of its claim, another review. Every third article is then withdrawn. */
export function* writesOf(writer: number): Generator<Write, never> {
  for (let number = writer * 100_000; ; number++) {
    const { article, claim } = slugsOf(number);
    const key = (what: string) => `${what}-${number}`;
    const about = (type: "Article" | "CasualtyReport", slug: string) => encodeGlobalId(type, slug);
    yield { key: key("ingest"), operation: "ingestArticle", variables: { input: articleOf(number) }, article: number };
    for (const decision of ["ACCEPT", "REJECT"])
      yield {
        key: key(decision),
        operation: "reviewCasualtyReport",
        variables: { id: about("CasualtyReport", claim), decision, reason: `Read ${decision}.` },
        article: number,
      };
    if (number % 3 === 0)
      yield {
        key: key("withdraw"),
        operation: "withdraw",
        variables: { id: about("Article", article), what: "TEXT", reason: "Asked for." },
        article: number,
      };
  }
}

/** A write as a request. */
export const mutationOf = ({ operation, variables, key }: Write) => ({
  query: MUTATIONS[operation],
  variables: { ...variables, key },
});

/** @throws if there was no answer, so that nobody knows whether the write was applied */
export function send(url: string, token: string, write: Write): Promise<GraphqlResponse> {
  const { query, variables } = mutationOf(write);
  return ask(url, query, variables, { token });
}

/** The result of an acknowledged write. @throws if the answer is anything else, such as a refusal of a valid write */
export function acknowledged(write: Write, { data, errors, status }: GraphqlResponse): Acknowledged {
  const dataRevision = data?.done?.dataRevision;
  if (status !== 200 || !Number.isInteger(dataRevision))
    throw new Error(`${write.operation} “${write.key}” was answered ${status}: ${JSON.stringify({ data, errors })}`);
  return { ...write, dataRevision };
}
