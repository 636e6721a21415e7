import type { TollFields, TollVariables } from "@conflict-graph/sdk";
import { defaultEvent, defaultHarm } from "./model/choice.ts";
import { type Claim, certaintyBy } from "./model/claim.ts";
import { type Pair, successions, toCompare } from "./model/differences.ts";
import { claimLink } from "./model/links.ts";
import { readState, type State, writeState } from "./model/state.ts";
import { endOf, type Stop, statedBy, stopAt, stopsOf } from "./model/times.ts";
import { oneAtATime } from "./once.ts";
import type { Article, Choice, Question, Service } from "./service.ts";
import { drawChoice, drawTime } from "./view/controls.ts";
import * as messages from "./view/messages.ts";
import * as page from "./view/page.ts";
import { closeClaim, onCloseAsked, showClaim, showClaimProblem } from "./view/panel.ts";

/** What was loaded for a question. */
interface Loaded extends Question {
  readonly choice: Choice;
  readonly claims: readonly Claim[];
  readonly stops: readonly Stop[];
  /** How each two stand to each other; null until they are compared. */
  pairs: readonly Pair[] | null;
  /** For the chosen time; null until it is there. */
  toll: TollFields | null;
}

/** The address holds the state: whatever changes it goes through `go`, and the back button comes through `popstate`. */
export function startApp(service: Service, base: URL): void {
  let { state } = readState(location.search);
  let loaded: Loaded | null = null;
  /** Whether the slider is on its way: all its stops make one entry of the history. */
  let isMoving = false;
  const articles = new Map<string, Article>();

  const onAll = oneAtATime((error) => messages.showFailure(error, load));
  const onToll = oneAtATime((error) => page.showTollFailure(error, loadToll));
  const onPairs = oneAtATime((error) => page.showRelationsFailure(error, loadPairs));
  const onClaim = oneAtATime((error) => showClaimProblem(error, openClaim, close));

  function load(): void {
    onAll(async (signal) => {
      messages.showLoading();
      const choices = await service.choices(signal);
      const fallback = defaultEvent(choices);
      if (!fallback) return messages.showNothingHeld();
      const choice = await chosen(choices, fallback, signal);
      if (!choice) {
        drawChoice(choices, null, choose);
        return messages.showUnknownEvent(state.event ?? "", fallback, choose);
      }
      const question = { event: choice.slug, harm: state.harm ?? defaultHarm(choice) };
      drawChoice(choices.includes(choice) ? choices : [choice, ...choices], question, choose);
      const claims = await service.claims(question, signal);
      signal.throwIfAborted();
      if (claims.length === 0) return messages.showNobodySays(choice, question, choices, choose);
      loaded = { ...question, choice, claims, stops: stopsOf(claims), pairs: null, toll: null };
      messages.showLoaded(readState(location.search).problems);
      show();
      loadPairs();
      loadToll();
      openClaim();
    });
  }

  /** The event of the address, also where it is none of the latest. */
  async function chosen(choices: readonly Choice[], fallback: Choice, signal: AbortSignal): Promise<Choice | null> {
    const { event } = state;
    if (event === null) return fallback;
    return choices.find(({ slug }) => slug === event) ?? (await service.choice(event, signal));
  }

  const asOfEnd = () => (state.asOf === null ? null : endOf(state.asOf));

  /** What follows from the state alone, without asking anybody. */
  function show(): void {
    if (!loaded) return;
    const { claims, stops, pairs } = loaded;
    const asOf = asOfEnd();
    drawTime({ stops, at: stopAt(stops, asOf), text: statedBy(asOf, claims), move });
    const picture = { claims, asOf, opened: state.claim, open, pairs: pairs ?? [] };
    page.showClaims(state.view, picture, (view) => go({ view }));
    showPairs();
  }

  function showPairs(): void {
    if (!loaded) return;
    const { claims, pairs } = loaded;
    page.showQuestion(loaded, open);
    const shown = claims.filter((claim) => certaintyBy(asOfEnd(), claim) !== "LATER");
    page.showRelations(pairs, new Set(shown.map(({ slug }) => slug)));
  }

  function loadPairs(): void {
    if (!loaded) return;
    const of = loaded;
    onPairs(async (signal) => {
      of.pairs = await service.differences(toCompare(of.claims, state.claim), signal);
      signal.throwIfAborted();
      // The picture needs them for its lines alone.
      if (successions(of.pairs, of.claims).length > 0) show();
      else showPairs();
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
      messages.announce(`Stated ${statedBy(asOfEnd(), of.claims)}. ${toll.label}.`);
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

  /** Of very many claims only some are compared at once: the open one is to be among them. */
  async function comparing({ claims, pairs }: Loaded, { slug }: Claim, signal: AbortSignal): Promise<Loaded["pairs"]> {
    const isThere = pairs === null || claims.length < 2 || pairs.some(({ a, b }) => a.slug === slug || b.slug === slug);
    return isThere ? pairs : service.differences(toCompare(claims, slug), signal);
  }

  const open = (claim: string) => go({ claim });
  const close = () => go({ claim: null });
  const choose: messages.Choose = ({ event = state.event, harm = null }) =>
    go({ event, harm, asOf: null, claim: null });

  function move(to: number, moving: boolean): void {
    const stop = loaded?.stops[to];
    const isSame = isMoving;
    isMoving = moving;
    if (stop && stop.asOf !== state.asOf) go({ asOf: stop.asOf }, isSame);
  }

  function go(change: Partial<State>, isSameEntry = false): void {
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
  onCloseAsked(close);
  load();
}

/** The articles whose words are shown with a claim. */
const articlesOf = ({ evidence, denials, retraction }: Claim): string[] => {
  const all = [evidence, ...denials.map((denial) => denial.evidence), ...(retraction ? [retraction.evidence] : [])];
  return [...new Set(all.flat().map(({ article }) => article.slug))];
};
