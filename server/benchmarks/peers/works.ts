/** What each server is asked for, and the plain data that all must give. */

export interface Work {
  readonly name: string;
  /** The queries of our service, of the servers with a simple schema, and of PostGraphile. Missing: not measured there. */
  readonly queries: { readonly ours: string; readonly simple?: string; readonly postgraphile?: string };
  /** The data in a form that all servers share. */
  plain(data: never): unknown;
  /** The cached service must be asked with the tag of the answer it gave before, and says that nothing has changed. */
  readonly unchanged?: true;
}

interface Nodes<Node> {
  readonly nodes: readonly Node[];
}
interface Claim {
  readonly slug: string;
  readonly harm: string;
  readonly label?: string;
  readonly count?: { readonly label: string };
  readonly claimant?: { readonly name: string } | null;
  readonly attributedTo?: { readonly actor: { readonly name: string } | null } | null;
  readonly evidence?: readonly Quote[] | Nodes<Quote>;
  readonly event?: { readonly slug: string; readonly title: string };
}
interface Quote {
  readonly quote: string;
}
interface Article {
  readonly slug: string;
  readonly title: string;
  readonly casualtyReports?: Nodes<Claim>;
  readonly claims?: readonly Claim[] | Nodes<Claim>;
}

const listOf = <Node>(list: readonly Node[] | Nodes<Node>): readonly Node[] => ("nodes" in list ? list.nodes : list);

const plainClaim = ({ slug, harm, label, count, claimant, attributedTo, evidence, event }: Claim) => ({
  slug,
  harm,
  label: label ?? count?.label,
  claimant: (claimant ?? attributedTo?.actor)?.name ?? null,
  ...(evidence && { evidence: listOf(evidence).map(({ quote }) => quote) }),
  ...(event && { event: { slug: event.slug, title: event.title } }),
});

type Listed = Readonly<Record<string, readonly unknown[] | Nodes<unknown>>>;
/** The rows of the one list in an answer. */
const rowsOf = <Row>(data: Listed): readonly Row[] => listOf(Object.values(data)[0] as readonly Row[] | Nodes<Row>);

const plainArticles = (data: never) =>
  rowsOf<Article>(data).map(({ slug, title, casualtyReports, claims }) => ({
    slug,
    title,
    claims: listOf(casualtyReports ?? claims ?? []).map(plainClaim),
  }));

const NESTED = {
  ours: "{ articles(first: 20) { nodes { slug title casualtyReports(first: 5) { nodes { slug harm count { label } attributedTo { actor { name } } event { slug title } } } } } }",
  simple:
    "{ articles(first: 20) { slug title claims(first: 5) { slug harm label claimant { name } event { slug title } } } }",
  postgraphile:
    "{ allArticlesList(first: 20, orderBy: [PUBLISHED_DESC, SLUG_DESC]) { slug title claims: claimsByArticleList(first: 5, orderBy: [STATED_DESC, SLUG_DESC]) { slug harm label claimant: actorByClaimant { name } event: eventByEvent { slug title } } } }",
};

const slugs = (data: never) => rowsOf<Claim>(data).map(({ slug, harm }) => ({ slug, harm }));
const pageOf20 = (args: string) => ({
  ours: `{ casualtyReports(${args}) { nodes { slug harm } } }`,
  simple: `{ claims(${args}) { slug harm } }`,
  postgraphile: `{ allClaims(${args}, orderBy: [STATED_DESC, SLUG_DESC]) { nodes { slug harm } } }`,
});

export const WORKS: readonly Work[] = [
  {
    name: "nested page: 20 articles, their claims, actors and events",
    queries: NESTED,
    plain: plainArticles,
  },
  {
    name: "100 claims with label, claimant and evidence",
    queries: {
      ours: "{ casualtyReports(first: 100) { nodes { slug harm count { label } attributedTo { actor { name } } evidence { quote } } } }",
      simple: "{ claims(first: 100) { slug harm label claimant { name } evidence { quote } } }",
      postgraphile:
        "{ allClaimsList(first: 100, orderBy: [STATED_DESC, SLUG_DESC]) { slug harm label claimant: actorByClaimant { name } evidence: evidencesByReportList(orderBy: [POSITION_ASC]) { quote } } }",
    },
    plain: (data) => rowsOf<Claim>(data).map(plainClaim),
  },
  { name: "first page of 20 claims", queries: pageOf20("first: 20"), plain: slugs },
  { name: "last page of 20 claims", queries: pageOf20("last: 20"), plain: slugs },
  {
    name: "20 claims of five days",
    queries: {
      ours: '{ casualtyReports(first: 20, filter: { statedAt: { from: "2020-11-01", until: "2020-11-05" } }) { nodes { slug harm } } }',
      simple: '{ claimsOfDays(first: 20, from: "2020-11-01", until: "2020-11-05") { slug harm } }',
    },
    plain: slugs,
  },
  {
    name: "number of all claims",
    queries: {
      ours: "{ casualtyReports { totalCount } }",
      simple: "{ claimCount }",
      postgraphile: "{ allClaims { totalCount } }",
    },
    plain: (data: {
      readonly casualtyReports?: { readonly totalCount: number };
      readonly allClaims?: { readonly totalCount: number };
      readonly claimCount?: number;
    }) => data.claimCount ?? (data.casualtyReports ?? data.allClaims)?.totalCount,
  },
  {
    name: "search for a rare word",
    queries: {
      ours: '{ search(query: "00007") { nodes { record { ... on Article { slug } ... on Event { slug } ... on Actor { slug } ... on Place { slug } ... on CasualtyReport { slug } } } } }',
      simple: '{ search(text: "00007") { slug } }',
    },
    plain: (data) =>
      rowsOf<{ slug?: string; record?: { slug?: string } }>(data).flatMap(
        ({ slug, record }) => slug ?? record?.slug ?? [],
      ),
  },
  {
    name: "{ __typename }",
    queries: { ours: "{ __typename }", simple: "{ __typename }", postgraphile: "{ __typename }" },
    plain: () => "Query",
  },
  { name: "nested page, unchanged", queries: NESTED, plain: plainArticles, unchanged: true },
];
