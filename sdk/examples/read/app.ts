import { type Client, isConflictGraphError } from "@conflict-graph/sdk";
import { byId, h } from "../shared/dom.ts";
import { problemView } from "../shared/problem.ts";
import { takeLatest } from "../shared/takeLatest.ts";
import { EXAMPLES } from "./examples.ts";
import { EMPTY, type Problem, problemOf } from "./model/problem.ts";
import { CorpusFilesQuery } from "./queries.ts";
import * as page from "./view/page.ts";
import { resultView } from "./view/result.ts";

/** Nothing is kept: neither the URL nor the browser's storage contains the text. */
export function startApp(client: Pick<Client, "extractClaims" | "query">): void {
  const input = byId("text", HTMLTextAreaElement);
  const published = byId("published", HTMLInputElement);
  let isEnglish = false;
  let closeClaim = (): void => undefined;
  const onText = takeLatest((error) => {
    const problem = isConflictGraphError(error) ? problemOf(error, isEnglish) : null;
    page.showProblem(problem ? problemWithWay(problem) : problemView(error, () => find(isEnglish)));
  });

  function find(asEnglish = false): void {
    const text = input.value;
    isEnglish = asEnglish;
    onText(async (signal) => {
      if (text.trim() === "") {
        page.showProblem(problemWithWay(EMPTY));
        input.focus();
        return;
      }
      page.showReading();
      const variables = {
        text,
        ...(published.value !== "" && { publishedAt: published.value }),
        ...(asEnglish && { language: "en" }),
      };
      const extraction = await client.extractClaims(variables, { signal });
      signal.throwIfAborted();
      const corpusFiles = async () => (await client.query(CorpusFilesQuery, variables)).extractClaims.corpusFiles;
      const result = resultView(text, extraction, corpusFiles);
      closeClaim = result.close;
      page.showResult(extraction, result.content);
    });
  }

  const problemWithWay = ({ text, way }: Problem) => [
    h("p", {}, h("b", {}, text)),
    way &&
      h(
        "p",
        {},
        button(way === "AGAIN" ? "Try again" : "It is English: find the claims", () => find(way === "AS_ENGLISH")),
      ),
  ];

  const button = (name: string, onclick: () => void) => h("button", { type: "button", onclick }, name);

  byId("find", HTMLButtonElement).addEventListener("click", () => find());
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    find();
  });
  // Also if the pointer opened the claim, and the focus is elsewhere.
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") closeClaim();
  });
  byId("examples", HTMLElement).append(
    ...EXAMPLES.map(({ name, text }) =>
      button(name, () => {
        input.value = text;
        find();
      }),
    ),
  );
}
