import type { TypedQueryDocumentNode } from "graphql";
import { HARMS } from "../../domain/vocabulary.ts";
import type { CsvOptions } from "../../export/csv.ts";
import { encodeGlobalId, isSlug } from "../../schema/builder/globalId.ts";
import { SPREADSHEET, takeSpreadsheet } from "../csv/spreadsheet.ts";
import {
  documentResponse,
  ENDINGS,
  type Failure,
  type Form,
  failureResponse,
  redirectResponse,
  splitForm,
} from "../forms.ts";
import {
  eventTombstoneQuery,
  tollCitationQuery,
  tollCsvQuery,
  tollQuery,
  tollRevisionQuery,
} from "../generated/queries.ts";
import { jsonLdText } from "../linkedData/jsonLd.ts";
import { type PageContext, query } from "../query.ts";
import { dayOf } from "../shared.ts";
import { tollData, tollPage } from "./tollPage.ts";
import { harmOf, type TollQuestion, tollQuestion } from "./tollQuestion.ts";

/**
 * Answers `/tolls/<harm>?…`, with or without a format's extension such as `.bib`. Without a data revision, it redirects
 * to the newest one.
 */
export async function tollResponse(
  context: PageContext,
  request: Request,
  name: string,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const split = splitForm(name);
  const { stem, form } = split ?? { stem: name, form: "" as const };
  const harm = harmOf(stem);
  if (!split || !harm) return failureResponse(form, noHarm(name), headers);

  const { searchParams } = new URL(request.url);
  const spreadsheet = takeSpreadsheet(form, searchParams);
  const question = tollQuestion(harm, searchParams);
  const { recordedAsOf } = question;
  if (typeof recordedAsOf !== "number") {
    const gone = await withdrawnEvent(context, question);
    if (gone) return failureResponse(form, gone, headers);
    const { toll } = await ask(context, tollRevisionQuery, question);
    searchParams.set("recordedAsOf", String(toll.recordedAsOf));
    if (spreadsheet) searchParams.append(...SPREADSHEET);
    return redirectResponse(`${name}?${searchParams}`, headers);
  }
  const body = await FORM[form](context, question, { search: `?${searchParams}`, spreadsheet });
  return documentResponse(request, form, body, headers);
}

const ask = <Answer>(
  { store, publicUrl }: PageContext,
  document: TypedQueryDocumentNode<Answer>,
  question: TollQuestion,
  format?: "BIBTEX" | "RIS",
): Promise<Answer> => query(store, document, format ? { ...question, format } : question, publicUrl);

interface Options extends CsvOptions {
  readonly search: string;
}

const FORM: Readonly<
  Record<Form, (context: PageContext, question: TollQuestion, options: Options) => Promise<string>>
> = {
  "": async (context, question, { search }) => tollPage(await ask(context, tollQuery, question), question, search),
  json: async (context, question) => {
    const { item: _item, ...toll } = (await ask(context, tollQuery, question)).toll;
    return `${JSON.stringify(toll, null, 2)}\n`;
  },
  "csl.json": async (context, question) => `${(await ask(context, tollQuery, question)).toll.item}\n`,
  jsonld: async (context, question, { search }) =>
    `${jsonLdText(tollData((await ask(context, tollQuery, question)).toll, search))}\n`,
  bib: async (context, question) => (await ask(context, tollCitationQuery, question, "BIBTEX")).toll.citation,
  ris: async (context, question) => (await ask(context, tollCitationQuery, question, "RIS")).toll.citation,
  csv: async (context, question, options) => {
    const [{ csvText }, { TOLL_COLUMNS, tollRows }] = await Promise.all([
      import("../../export/csv.ts"),
      import("../csv/tollColumns.ts"),
    ]);
    const { toll } = await ask(context, tollCsvQuery, question);
    return csvText(TOLL_COLUMNS, tollRows(toll, question.party as readonly string[] | undefined), options);
  },
};

/** The failure to show if the requested event was withdrawn. */
async function withdrawnEvent({ store }: PageContext, { event }: TollQuestion): Promise<Failure | null> {
  if (typeof event !== "string" || !isSlug(event)) return null;
  const { node } = await query(store, eventTombstoneQuery, { id: encodeGlobalId("Event", event) });
  const { withdrawnAt, withdrawnBy, reason, dataRevision } = node ?? {};
  if (withdrawnAt === undefined || dataRevision === undefined) return null;
  return {
    status: 410,
    title: "This event was withdrawn",
    message: `The event “${event}” was withdrawn on ${dayOf(withdrawnAt)} by ${withdrawnBy}: ${reason} Its tolls at earlier data revisions can still be read: add recordedAsOf=${dataRevision - 1}.`,
  };
}

const noHarm = (name: string): Failure => ({
  status: 404,
  title: "No such page",
  message: `“${name.slice(0, 150)}” is not the address of a toll. An address is /tolls/<harm>?event=<slug>, where the harm is one of ${Object.keys(HARMS).join(", ").toLowerCase()}. The harm may be followed by .${ENDINGS.join(", .")}.`,
});
