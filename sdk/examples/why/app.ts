import type { TollFields, TollVariables } from "@conflict-graph/sdk";
import { takeLatest } from "../shared/takeLatest.ts";
import { type Claim, certaintyBy } from "./model/claim.ts";
import { defaultEvent, defaultHarm } from "./model/defaults.ts";
import { type Pair, slugsToCompare } from "./model/differences.ts";
import { claimLink } from "./model/links.ts";
import { readState, type State, writeState } from "./model/state.ts";
import { endOfTime, type Stop, statedByLabel, stopAt, stopsOf } from "./model/times.ts";
import type { Article, Choice, Question, Service } from "./service.ts";
import { drawChoice, drawTime } from "./view/controls.ts";
import * as messages from "./view/messages.ts";
import * as page from "./view/page.ts";
import { closeClaim, onCloseRequested, showClaim, showClaimProblem } from "./view/panel.ts";

/** The data for an event and a harm. */
interface Loaded extends Question {
  readonly choice: Choice;
  readonly claims: readonly Claim[];
  readonly stops: readonly Stop[];
  /** Null until the claims are compared. */
  pairs: readonly Pair[] | null;
  /** For the chosen time; null until it is loaded. */
  toll: TollFields | null;
}

/** The URL contains the state. All changes go through `navigate`; the back button goes through `popstate`. */
export function startApp(service: Service, base: URL): void {
  let { state } = readState(location.search);
  let loaded: Loaded | null = null;
  /** While the slider is dragged, all its stops are one entry of the history. */
  let isDragging = false;
  const articles = new Map<string, Article>();

  const onAll = takeLatest((error) => messages.showFailure(error, load));
  const onToll = takeLatest((error) => page.showTollFailure(error, loadToll));
  const onPairs = takeLatest((error) => page.showRelationsFailure(error, loadPairs));
  const onClaim = takeLatest((error) => showClaimProblem(error, openClaim, close));

  function load(): void {
    onAll(async (signal) => {
      messages.showLoading();
      const choices = await service.choices(signal);
      const fallback = defaultEvent(choices);
      if (!fallback) return messages.showNoEvents();
      const choice = await chosen(choices, fallback, signal);
      if (!choice) {
        drawChoice(choices, null, choose);
        return messages.showUnknownEvent(state.event ?? "", fallback, choose);
      }
      const question = { event: choice.slug, harm: state.harm ?? defaultHarm(choice) };
      drawChoice(choices.includes(choice) ? choices : [choice, ...choices], question, choose);
      const claims = await service.claims(question, signal);
      signal.throwIfAborted();
      if (claims.length === 0) return messages.showNoClaims(choice, question, choices, choose);
      loaded = { ...question, choice, claims, stops: stopsOf(claims), pairs: null, toll: null };
      messages.showLoaded(readState(location.search).problems);
      page.showQuestion(loaded, open);
      show();
      loadPairs();
      loadToll();
      openClaim();
    });
  }

  /** The event in the URL, even if it is not one of the listed events. */
  async function chosen(choices: readonly Choice[], fallback: Choice, signal: AbortSignal): Promise<Choice | null> {
    const { event } = state;
    if (event === null) return fallback;
    return choices.find(({ slug }) => slug === event) ?? (await service.choice(event, signal));
  }

  const asOfEnd = () => (state.asOf === null ? null : endOfTime(state.asOf));

  /** Draws the parts that need no request. */
  function show(): void {
    if (!loaded) return;
    const { claims, stops, pairs } = loaded;
    const asOf = asOfEnd();
    drawTime({ stops, at: stopAt(stops, asOf), text: statedByLabel(asOf, claims), move });
    const picture = { claims, asOf, opened: state.claim, open, pairs: pairs ?? [] };
    page.showClaims(state.view, picture, (view) => navigate({ view }));
    const shown = claims.filter((claim) => certaintyBy(asOfEnd(), claim) !== "LATER");
    page.showRelations(pairs, new Set(shown.map(({ slug }) => slug)));
  }

  function loadPairs(): void {
    if (!loaded) return;
    const of = loaded;
    onPairs(async (signal) => {
      of.pairs = await service.differences(slugsToCompare(of.claims, state.claim), signal);
      signal.throwIfAborted();
      page.showQuestion(of, open);
      show();
      if (state.claim !== null) openClaim();
    });
  }

  function loadToll(): void {
    if (!loaded) return;
    const of = loaded;
    const variables: TollVariables = { harm: of.harm, event: of.event, ...(state.asOf && { asOf: state.asOf }) };
    of.toll = null;
    page.showTollLoading();
    onToll(async (signal) => {
      const toll = await service.toll(variables, signal);
      signal.throwIfAborted();
      of.toll = toll;
      page.showToll(toll, { base, variables, citation: () => service.citation(variables) }, open);
      messages.announce(`Stated ${statedByLabel(asOfEnd(), of.claims)}. ${toll.label}.`);
      if (state.claim !== null) openClaim();
    });
  }

  function openClaim(): void {
    if (!loaded) return;
    const of = loaded;
    const slug = state.claim;
    const claim = of.claims.find((one) => one.slug === slug);
    if (slug === null) closeClaim();
    else if (!claim) messages.showUnknownClaim(slug, close);
    else
      onClaim(async (signal) => {
        const missing = articlesOf(claim).filter((one) => !articles.has(one));
        if (missing.length > 0) draw(of, claim, null);
        const found = await Promise.all(missing.map((one) => service.article(one, signal)));
        const pairs = await comparing(of, claim, signal);
        signal.throwIfAborted();
        for (const article of found) if (article) articles.set(article.slug, article);
        of.pairs = pairs;
        draw(of, claim, articles);
      });
  }

  function draw({ claims, pairs, toll }: Loaded, claim: Claim, known: typeof articles | null): void {
    const address = claimLink(base, claim.slug, claim.revision.number);
    showClaim({ claim, claims, pairs, toll, asOf: asOfEnd(), articles: known, address, open, close });
  }

  /** Only 100 claims are compared at once. The open claim must be among them. */
  async function comparing({ claims, pairs }: Loaded, { slug }: Claim, signal: AbortSignal): Promise<Loaded["pairs"]> {
    const isThere = pairs === null || claims.length < 2 || pairs.some(({ a, b }) => a.slug === slug || b.slug === slug);
    return isThere ? pairs : service.differences(slugsToCompare(claims, slug), signal);
  }

  const open = (claim: string) => navigate({ claim });
  const close = () => navigate({ claim: null });
  const choose: messages.Choose = ({ event = state.event, harm = null }) =>
    navigate({ event, harm, asOf: null, claim: null });

  function move(to: number, moving: boolean): void {
    const stop = loaded?.stops[to];
    const isSameDrag = isDragging;
    isDragging = moving;
    if (stop && stop.asOf !== state.asOf) navigate({ asOf: stop.asOf }, isSameDrag);
  }

  function navigate(change: Partial<State>, isSameEntry = false): void {
    const before = state;
    state = { ...state, ...change };
    const address = `${location.pathname}${writeState(state)}`;
    if (isSameEntry) history.replaceState(null, "", address);
    else if (address !== location.pathname + location.search) history.pushState(null, "", address);
    changed(before);
  }

  function changed(before: State): void {
    const isOther = (...names: readonly (keyof State)[]) => names.some((name) => before[name] !== state[name]);
    if (isOther("event", "harm") || !loaded) {
      loaded = null;
      closeClaim();
      load();
      return;
    }
    if (isOther("asOf", "view", "claim")) show();
    if (isOther("asOf")) loadToll();
    if (!isOther("claim")) return;
    messages.showLoaded([]);
    openClaim();
  }

  addEventListener("popstate", () => {
    const before = state;
    ({ state } = readState(location.search));
    changed(before);
  });
  page.onWidth(show);
  onCloseRequested(close);
  load();
}

/** The articles that contain a claim's evidence, denials and retraction. */
const articlesOf = ({ evidence, denials, retraction }: Claim): string[] => {
  const all = [evidence, ...denials.map((denial) => denial.evidence), ...(retraction ? [retraction.evidence] : [])];
  return [...new Set(all.flat().map(({ article }) => article.slug))];
};
