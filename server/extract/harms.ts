import type { Harm } from "../domain/vocabulary.ts";
import { idiomsAt } from "./idioms.ts";
import type { Quantity } from "./quantities.ts";
import type { Sentence, Word } from "./sentences.ts";
import {
  ADJECTIVES,
  canBePeople,
  GERUNDS,
  HOUSEHOLDS,
  INTRANSITIVE,
  NOUNS,
  NOUNS_OF,
  OF_BEINGS,
  OF_THINGS_TOO,
  PARTICIPLES,
} from "./words/harms.ts";

import { peopleNoun } from "./words/people.ts";

/** A quantity of people with what happened to them. */
export interface Harmed {
  readonly harm: Harm;
  readonly quantity: Quantity;
  /** The words that say so, with those of the quantity: numbers of words, both inclusive. */
  readonly first: number;
  readonly last: number;
  readonly rule: string;
  /** The quantity that these people are a part of: “including two children”. */
  readonly partOf: Harmed | null;
}

const BE = /^(?:is|are|was|were|be|been|being|get|gets|got|getting)$/;
const HAVE = /^(?:has|have|had|having)$/;
const ADVERB =
  /^(?:also|all|reportedly|allegedly|seriously|critically|severely|badly|slightly|lightly|fatally|mortally|gravely|subsequently|since|already|both|later|still|now|then|either|instantly|immediately|apparently|confirmed|internally|considered|mostly|new|feared|reported|believed|presumed|thought|said|known|found|shot|burned|burnt|left|not|yet|even|just|only|more|to|been|be)$/;
const PREPOSITIONS =
  /^(?:in|of|near|at|by|between|from|to|with|for|during|against|after|before|since|within|on|over|under|across|along|outside|around|inside|into|ages|aged|per|through|until|following|amid|towards?)$/;

/** What happened to “the dead”, “the injured”. */
const deadOf = (noun: string): Harm | null =>
  /^(?:dead|killed|victims|fatalities|martyrs|deceased|slain)$/.test(noun) ? "KILLED" : (ADJECTIVES.get(noun) ?? null);

/** Tolls of other kinds than deaths. */
const OTHER_TOLLS =
  /^(?:road|traffic|highway|financial|emotional|psychological|economic|heavy|human|physical|terrible|a|heavier|environmental)$/;

interface Toll {
  readonly harm: Harm;
  readonly first: number;
  readonly last: number;
}

const LEAVES = /^(?:left|leaving|leaves|leave)$/;
const BRINGS =
  /^(?:bring|brings|brought|bringing|raise|raises|raised|raising|push|pushes|pushed|pushing|take|takes|took|taking|lift|lifts|lifted|lifting)$/;
const TOLL_VERBS =
  /^(?:came|comes|approaching|nearing|nears|neared|hit|hits|hitting|are|be|risen|rose|rises|rising|climbed|climbs|stands|stood|standing|reached|reaching|reaches|gone|soared|swelled|swollen|amounted|amount|amounts|at|total|totalled|totaled|exceeded|exceeds|passed|topped|surpassed|jumped|grew|increased|is|was|were|of|to)$/;

/**
 * Everything that a sentence says happened to people whom it counts.
 * @param before the harm of the previous sentence, to which “127 of them were children” refers
 */
export function harmsOf(sentence: Sentence, quantities: readonly Quantity[], before: Harm | null = null): Harmed[] {
  return new Reader(sentence.words, quantities, before).read();
}

class Reader {
  readonly #words: readonly Word[];
  readonly #quantities: readonly Quantity[];
  /** The quantities by the numbers of their first and last words. */
  readonly #byFirst: ReadonlyMap<number, Quantity>;
  readonly #byLast: ReadonlyMap<number, Quantity>;
  readonly #found: Harmed[] = [];
  readonly #before: Harm | null;

  constructor(words: readonly Word[], quantities: readonly Quantity[], before: Harm | null) {
    this.#before = before;
    this.#words = words;
    this.#quantities = quantities;
    this.#byFirst = new Map(quantities.map((quantity) => [quantity.first, quantity]));
    this.#byLast = new Map(quantities.map((quantity) => [quantity.last, quantity]));
  }

  read(): Harmed[] {
    if (this.#quantities.length === 0) return [];
    for (let at = 0; at < this.#words.length; at++) this.#at(at);
    this.#countedNouns();
    this.#brackets();
    this.#asides();
    this.#among();
    this.#amongTheDead();
    this.#included();
    this.#ofThe();
    this.#continued();
    this.#ofThem();
    this.#ofTheDead();
    this.#described();
    this.#outOf();
    this.#listed();
    this.#previous();
    return this.#found.sort((a, b) => a.quantity.first - b.quantity.first || a.first - b.first);
  }

  #lower(at: number): string {
    return this.#words[at]?.lower ?? "";
  }

  #at(at: number): void {
    const word = this.#lower(at);
    const harm = PARTICIPLES.get(word) ?? ADJECTIVES.get(word);
    if (harm) this.#participle(at, harm);
    const gerund = GERUNDS.get(word);
    if (!harm && gerund) this.#objects(at + 1, at, gerund, "active: killing people");
    const intransitive = INTRANSITIVE.get(word);
    if (intransitive) this.#intransitive(at, intransitive);
    this.#idioms(at);
    this.#otherPhrases(at);
    const of = NOUNS_OF.get(word);
    const ofWhom = this.#startsAt(at + 2);
    const isOther = ofWhom && (ADJECTIVES.get(this.#lower(ofWhom.last + 1)) ?? of) !== of;
    const isTo = of === "WOUNDED" && this.#lower(at + 1) === "to";
    if (of && (this.#lower(at + 1) === "of" || isTo) && !isOther)
      this.#objects(at + 2, at, of, "noun: the death of people");
    this.#toll(at);
  }

  /** “and injured” after “killed”: one undivided figure, or another harm of the same people. */
  #joint(at: number, harm: Harm): { harm: Harm; last: number } {
    const [link, next] = [this.#lower(at + 1), this.#lower(at + 2)];
    const other = PARTICIPLES.get(next) ?? ADJECTIVES.get(next);
    if (/^(?:and|or|\/)$/.test(link) && other && other !== harm && !this.#startsAt(at + 1))
      return { harm: "CASUALTIES", last: at + 2 };
    return { harm, last: at };
  }

  #participle(at: number, own: Harm): void {
    // “captured dead” is an idiom.
    if (own === "CAPTURED" && this.#lower(at + 1) === "dead") return;
    // The second of “killed and injured”.
    if (
      /^(?:and|or)$/.test(this.#lower(at - 1)) &&
      (PARTICIPLES.get(this.#lower(at - 2)) ?? ADJECTIVES.get(this.#lower(at - 2))) &&
      !this.#endsAt(at - 1)
    ) {
      if (this.#found.some(({ harm, last }) => harm === "CASUALTIES" && last === at)) return;
    }
    const { harm, last } = this.#joint(at, own);
    const before = this.#skipAdverbs(at - 1);
    // “resulted in 90 troops being killed”.
    if (this.#lower(before) === "being" && this.#endsAt(before - 1)) {
      for (const quantity of this.#groupEndingAt(before - 1))
        this.#add(harm, quantity, quantity.first, last, "passive: people were killed");
      this.#along(last, harm);
      return;
    }
    if (BE.test(this.#lower(before)) && before >= 0) {
      const start = this.#skipAux(before);
      this.#subject(start, last, harm, "passive: people were killed");
      this.#along(last, harm);
      this.#asWere(last, harm);
      return;
    }
    if (this.#asMany(at, before, harm)) return;
    if (
      /^(?:go|goes|went|gone|remain|remained|remains|become|became|reported|listed)$/.test(this.#lower(before)) &&
      ADJECTIVES.get(this.#lower(at))
    ) {
      this.#subject(this.#skipAux(before - 1), last, harm, "resultative: people remain missing");
      return;
    }
    // “more than 50 people had been pulled out wounded”.
    const rescued = this.#lower(before) === "out" ? before - 1 : before;
    if (/^(?:pulled|dragged|carried|brought|dug)$/.test(this.#lower(rescued)) && ADJECTIVES.get(this.#lower(at))) {
      this.#subject(this.#skipAux(rescued - 1), last, harm, "resultative: people remain missing");
      return;
    }
    // “eight bakers — including two women — killed”.
    const mark = this.#lower(before);
    if (/^(?:--|—|–|,)$/.test(mark)) {
      let open = before - 1;
      while (open > before - 9 && this.#lower(open) !== mark) open--;
      if (this.#lower(open) === mark && this.#lower(open + 1) === "including") {
        for (const quantity of this.#groupEndingAt(open - 1))
          this.#add(harm, quantity, quantity.first, last, "reduced: people killed");
        return;
      }
    }
    // “scores of wounded”.
    const vague = this.#lower(before) === "of" ? this.#endsAt(before - 1) : null;
    if (vague?.vague && ADJECTIVES.get(this.#lower(at))) {
      this.#add(harm, vague, vague.first, last, "counted: scores of wounded");
      return;
    }
    // “left six clerks injured”, “six wounded”.
    const group = this.#groupEndingAt(mark === ")" ? this.#beforeAside(before) : before);
    const isBeforeNoun = this.#quantities.some(({ first, last: end, head }) => first < at && at < end && head !== null);
    if (isBeforeNoun) {
      // “62 displaced people were killed”: what happened to them is the verb.
      if (harm === "DISPLACED" && this.#isHarmedAfter(at)) return;
      const quantity = this.#quantities.find(({ first, last: end }) => first < at && at < end);
      if (quantity?.head?.people) this.#add(harm, quantity, quantity.first, quantity.last, "adjective: dead soldiers");
      return;
    }
    const hasObject = this.#startsAt(last + 1) !== null && PARTICIPLES.get(this.#lower(at)) !== undefined;
    if (group.length > 0 && !hasObject) {
      for (const quantity of group) this.#add(harm, quantity, quantity.first, last, "reduced: people killed");
      this.#along(last, harm);
      return;
    }
    const left = group.length === 0 && !hasObject ? this.#leftBefore(at) : null;
    if (left) this.#add(harm, left, left.first, last, "reduced: people killed");
    else if (PARTICIPLES.get(this.#lower(at))) this.#objects(last + 1, at, harm, "active: killed people");
  }

  /** Whether the people before whom a word stands are the subject of another harm. */
  #isHarmedAfter(at: number): boolean {
    let verb = at + 1;
    while (verb < at + 4 && /^(?:NOUN|ADJ|PROPN)$/.test(this.#words[verb]?.pos ?? "")) verb++;
    if (INTRANSITIVE.get(this.#lower(verb))) return true;
    while (/^(?:was|were|are|been|being|have|has|had|also|reportedly)$/.test(this.#lower(verb))) verb++;
    return (PARTICIPLES.get(this.#lower(verb)) ?? "DISPLACED") !== "DISPLACED";
  }

  /** “left 23 members of the front dead”: the people, where words about them stand before the harm. */
  #leftBefore(at: number): Quantity | null {
    let left = at - 1;
    while (
      left > at - 14 &&
      !LEAVES.test(this.#lower(left)) &&
      /^(?:NOUN|PROPN|ADJ|ADP|DET|NUM|PART|PRON|ADV)$/.test(this.#words[left]?.pos ?? "")
    )
      left--;
    const people = LEAVES.test(this.#lower(left)) ? this.#startsAt(left + 1) : null;
    return people?.head?.people && people.last < at ? people : null;
  }

  /** “were killed along with two guards”. */
  #along(last: number, harm: Harm): void {
    const from = this.#lower(last + 1) === "," ? last + 2 : last + 1;
    const isAlong = this.#lower(from) === "along" && this.#lower(from + 1) === "with";
    const isAs = this.#lower(from) === "as" && this.#lower(from + 1) === "well" && this.#lower(from + 2) === "as";
    if (isAlong || isAs) this.#objects(from + (isAlong ? 2 : 3), from, harm, "passive: along with people");
  }

  /** “Five guards were killed, as were two cooks”. */
  #asWere(last: number, harm: Harm): void {
    const as = this.#lower(last + 1) === "," ? last + 2 : last + 1;
    if (this.#lower(as) === "as" && /^(?:was|were)$/.test(this.#lower(as + 1)))
      this.#objects(as + 2, as, harm, "passive: as were people");
  }

  /** “12 people were killed and as many wounded”: the figure of before. */
  #asMany(at: number, before: number, harm: Harm): boolean {
    if (this.#lower(before) !== "many" || this.#lower(before - 1) !== "as") return false;
    const same = this.#found.filter(({ quantity }) => quantity.last < before - 1).at(-1)?.quantity;
    if (!same || same.min === null) return false;
    const quantity = { ...same, first: before - 1, last: before, lastOfFigure: before, head: null, isImplicit: true };
    this.#add(harm, quantity, before - 1, at, "ellipsis: as many wounded");
    return true;
  }

  #intransitive(at: number, harm: Harm): void {
    // “An officer, who had sustained injuries, succumbed”: the last that is said counts.
    for (const quantity of harm === "KILLED" ? this.#subjectGroup(this.#skipAux(at - 1), at) : []) {
      const known = this.#found.findIndex(
        (found) => found.quantity === quantity && found.rule.startsWith("idiom: sustained"),
      );
      if (known >= 0) this.#found.splice(known, 1);
    }
    this.#subject(this.#skipAux(at - 1), at, harm, "verb: people died");
  }

  #idioms(at: number): void {
    for (const { last, people, harm, phrase } of idiomsAt(this.#words, at)) {
      const rule = `idiom: ${phrase}`;
      if (people === "object") this.#objects(last + 1, at, harm, rule);
      // “hacked to death 14 farmers” is not said of those before it.
      else if (!this.#startsAt(last + 1)) this.#subject(this.#skipAux(at - 1), last, harm, rule);
    }
  }

  #otherPhrases(at: number): void {
    // “claimed 20 lives”.
    if (/^(?:claimed|claiming|claims|took|taken|taking|cost|costing)$/.test(this.#lower(at))) {
      const quantity = this.#startsAt(at + 1);
      if (quantity?.head && this.#lower(quantity.head.at) === "lives")
        this.#add("KILLED", quantity, at, quantity.last, "idiom: claimed lives");
    }
    // “lost nine pilots”, “lost 50 men killed and wounded”.
    if (/^(?:lost|losing|loses)$/.test(this.#lower(at))) {
      const isOnly = /^(?:only|just)$/.test(this.#lower(at + 1));
      const quantity = this.#startsAt(isOnly ? at + 2 : at + 1);
      const end = quantity?.last ?? at;
      const rest = this.#words
        .slice(end + 1, end + 8)
        .map(({ lower }) => lower)
        .join(" ");
      if (
        quantity?.head?.people &&
        /^(?:\( )?(?:(?:counting|including|in) )?(?:both )?(?:killed|dead) and (?:wounded|injured)\b/.test(rest)
      )
        this.#add("CASUALTIES", quantity, at, quantity.last, "verb: lost soldiers killed and wounded");
      else if (quantity?.head?.people && this.#lower(quantity.head.at) !== "lives")
        this.#objects(at + 1, at, "KILLED", "verb: lost soldiers");
      else if (!quantity) this.#lostMore(at);
    }
    // “Eight soldiers were lost”.
    if (this.#lower(at) === "lost" && BE.test(this.#lower(at - 1)) && !this.#startsAt(at + 1))
      for (const quantity of this.#subjectGroup(this.#skipAux(at - 1), at))
        if (quantity.head?.people) this.#add("KILLED", quantity, quantity.first, at, "passive: soldiers were lost");
    // “Twelve soldiers fell in the battle”, but not “fell ill” or “fell back”.
    const inBattle = this.#words.some(({ lower }) => /^(?:fighting|battles?|combat|war|struggle|action)$/.test(lower));
    if (
      /^(?:fell|fallen)$/.test(this.#lower(at)) &&
      /^(?:[.,;]|in|during|on|at|near|defending|fighting|since)?$/.test(this.#lower(at + 1))
    )
      for (const quantity of this.#subjectGroup(this.#skipAux(at - 1), at))
        if (quantity.head?.people && (inBattle || quantity.head.people.victims === "MILITARY"))
          this.#add("KILLED", quantity, quantity.first, at, "verb: soldiers fell");
    // “slashing 15 people to death”
    if (/^(?:slash|hack|beat|stab|club|bludgeon|trampl|shoot|burn|crush|tortur|starv)/.test(this.#lower(at))) {
      const quantity = this.#startsAt(at + 1);
      if (quantity && this.#lower(quantity.last + 1) === "to" && this.#lower(quantity.last + 2) === "death")
        this.#add("KILLED", quantity, at, quantity.last + 2, "idiom: hacked people to death");
    }
    // “took 80 captive”, “put 80 soldiers out of action”.
    if (/^(?:took|take|takes|taking|held|hold|holding|put|puts|putting)$/.test(this.#lower(at))) {
      const quantity = this.#startsAt(at + 1);
      if (!quantity) return;
      const rest = [1, 2, 3].map((step) => this.#lower(quantity.last + step));
      const group = this.#groupStartingAt(at + 1);
      const end = (group.at(-1) ?? quantity).last;
      if (/^(?:captive|prisoner|hostage)$/.test(this.#lower(end + 1)))
        for (const taken of group) this.#add("CAPTURED", taken, at, end + 1, "idiom: took people captive");
      if (quantity.head?.people && rest.join(" ") === "out of action")
        this.#add("CASUALTIES", quantity, at, quantity.last + 3, "idiom: put people out of action");
    }
    // “driven thousands from their homes”.
    if (/^(?:driven|drove|driving|forced|forcing)$/.test(this.#lower(at))) {
      const quantity = this.#startsAt(at + 1);
      const rest = this.#words
        .slice((quantity?.last ?? at) + 1, (quantity?.last ?? at) + 8)
        .map(({ lower }) => lower)
        .join(" ");
      if (quantity && /\bhomes?\b|\bflee\b|\bleave\b/.test(rest))
        this.#add("DISPLACED", quantity, at, quantity.last, "idiom: driven from their homes");
    }
  }

  /** “lost far more: 90”. */
  #lostMore(at: number): void {
    const quantity = this.#quantities.find(({ first }) => first > at && first <= at + 5);
    if (!quantity || !/^[—–-]+$/.test(this.#lower(quantity.first - 1)) || quantity.head) return;
    if (this.#words.slice(at, quantity.first).some(({ lower }) => lower === "more" || lower === "fewer"))
      this.#add("KILLED", quantity, at, quantity.last, "verb: lost more");
  }

  /** “The death toll has risen to 62”, “put the death toll at five”, “the number of wounded reached 30”. */
  #toll(at: number): void {
    const toll = this.#tollNoun(at);
    // Diseases and the like are no harm of a conflict.
    if (
      !toll ||
      this.#words.some(({ lower }) => /^(?:outbreak|epidemic|pandemic|virus|infection|disease)s?$/.test(lower))
    )
      return;
    if (this.#invertedToll(toll)) return;
    let verb = -1;
    // “brought the toll of the siege, which began in May, to 90”.
    const isBrought = [1, 2, 3, 4, 5].some((step) => BRINGS.test(this.#lower(toll.first - step)));
    for (let next = toll.last + 1; next < Math.min(this.#words.length, toll.last + 22); next++) {
      const word = this.#lower(next);
      if (/^(?:[;:]|but|while|said|says|reports|told)$/.test(word)) break;
      if (word === "," && !isBrought) {
        // “in the capital, Millbridge, has climbed to”
        const close = [2, 3, 4].map((step) => next + step).find((index) => this.#lower(index) === ",");
        if (close === undefined || this.#words.slice(next, close).some(({ pos }) => pos === "NUM" || pos === "VERB"))
          break;
        next = close;
        continue;
      }
      // “a toll of 90”, but not “killed when a bus came out of two towns”.
      if (TOLL_VERBS.test(word) && (word !== "of" || next === toll.last + 1)) verb = next;
      const quantity = this.#startsAt(next);
      if (!quantity) continue;
      // “The deaths bring to 58 the number of …”: the number is of what follows.
      if (this.#lower(quantity.last + 1) === "the" && /^(?:number|toll|total)$/.test(this.#lower(quantity.last + 2)))
        return;
      if (verb < 0 || next - verb > 3 || (quantity.head && !quantity.head.people)) return;
      if (/^(?:is|are|was|were|of|to)$/.test(this.#lower(verb)) && next - verb > 1) return;
      // “The dead were a nurse and two guards.”
      const named = this.#groupStartingAt(next);
      if (this.#lower(toll.last) === "dead" && named.length > 1) {
        for (const one of named) this.#add("KILLED", one, one.first, one.last, "part: the dead were");
        return;
      }
      // “losses stood at five dead”, “our losses were nine martyrs”.
      const noun = quantity.head ? this.#lower(quantity.head.at) : "";
      const after = ADJECTIVES.get(this.#lower(quantity.last + 1));
      const isJoint =
        after && ADJECTIVES.get(this.#lower(quantity.last + 3)) && /^(?:and|or)$/.test(this.#lower(quantity.last + 2));
      const stated = isJoint ? "CASUALTIES" : (after ?? NOUNS.get(noun));
      const isExceeded =
        /^(?:exceed|topped|surpass|passed)/.test(this.#lower(verb)) && quantity.qualifier === "EXACTLY";
      this.#add(
        stated ?? toll.harm,
        isExceeded ? { ...quantity, qualifier: "MORE_THAN", max: null } : quantity,
        toll.first,
        quantity.last + (stated && !NOUNS.has(noun) ? 1 : 0),
        "toll: the death toll rose to",
      );
      return;
    }
  }

  /** “brought to 90 the number of soldiers killed”. */
  #invertedToll({ harm, first, last }: Toll): boolean {
    const the = this.#lower(first - 1) === "the" ? first - 1 : first;
    const quantity = this.#endsAt(the - 1);
    if (!quantity || this.#lower(quantity.first - 1) !== "to" || !BRINGS.test(this.#lower(quantity.first - 2)))
      return false;
    this.#add(harm, quantity, quantity.first, last, "toll: the death toll rose to");
    return true;
  }

  /** The words that say what a toll counts, and its harm. */
  #tollNoun(at: number): Toll | null {
    const noun = this.#lower(at);
    if (noun === "toll") {
      const kind = this.#lower(at - 1);
      if (OTHER_TOLLS.test(kind)) return null;
      return { harm: kind === "casualty" ? "CASUALTIES" : "KILLED", first: Math.max(0, at - 1), last: at };
    }
    // “put the figure at 15”: of what was spoken of before.
    const harm = this.#found.at(-1)?.harm ?? this.#before;
    if (
      /^(?:figure|tally|count)$/.test(noun) &&
      harm &&
      /^(?:the|that|this|its|their|earlier)$/.test(this.#lower(at - 1))
    )
      return { harm, first: at - 1, last: at };
    if (/^(?:losses|fatalities|casualties|deaths|dead)$/.test(noun))
      return { harm: NOUNS.get(noun) ?? "KILLED", first: at, last: at };
    // “the number killed is at least 3,000”.
    const counted = PARTICIPLES.get(this.#lower(at + 1)) ?? ADJECTIVES.get(this.#lower(at + 1));
    if (noun === "number" && counted) return { harm: counted, first: at, last: at + 1 };
    // “the number of those who lost their lives”.
    if (noun !== "number" || this.#lower(at + 1) !== "of") return null;
    for (let next = at + 2; next < at + 13 && next < this.#words.length; next++) {
      const word = this.#lower(next);
      const harm =
        PARTICIPLES.get(word) ??
        ADJECTIVES.get(word) ??
        INTRANSITIVE.get(word) ??
        NOUNS.get(word) ??
        (word === "lives" ? "KILLED" : /^(?:refugees|evacuees)$/.test(word) ? "DISPLACED" : undefined);
      if (harm) return { harm, first: at, last: next };
    }
    return null;
  }

  /** “31 deaths”, “31 civilian casualties”. */
  #countedNouns(): void {
    for (const quantity of this.#quantities) {
      const head = quantity.head;
      const harm = head ? NOUNS.get(this.#lower(head.at)) : undefined;
      if (head && harm && head.people?.victims !== "CIVILIAN" && !quantity.isImplicit)
        this.#add(harm, quantity, quantity.first, quantity.last, "counted: deaths");
    }
  }

  /** “30 (12 killed and 18 injured)”. */
  #brackets(): void {
    for (const quantity of this.#quantities) {
      if (quantity.head || quantity.isImplicit || this.#lower(quantity.last + 1) !== "(") continue;
      const inside = this.#found.filter(
        (known) => known.quantity.first > quantity.last && known.quantity.first <= quantity.last + 6,
      );
      if (inside.some(({ harm }) => harm === "KILLED") && inside.some(({ harm }) => harm === "WOUNDED"))
        this.#add("CASUALTIES", quantity, quantity.first, quantity.last, "brackets: killed and injured");
    }
  }

  /** “90 civilians (60 men, 20 women and 10 children) were killed”, “10 people - two men and eight women - were hurt”. */
  #asides(): void {
    for (const whole of [...this.#found]) {
      for (const open of new Set([whole.quantity.last + 1, whole.last + 1])) {
        const mark = this.#lower(open);
        if (!/^(?:\(|-|--|—|–)$/.test(mark)) continue;
        const close = this.#words.findIndex(({ lower }, at) => at > open && lower === (mark === "(" ? ")" : mark));
        const inside = this.#quantities.filter(({ first, last }) => first > open && last < close);
        if (close < 0 || close > open + 30 || inside.length < 2) continue;
        for (const quantity of inside)
          if (quantity.head?.people && !this.#found.some((known) => known.quantity === quantity))
            this.#add(whole.harm, quantity, quantity.first, quantity.last, "part: in brackets", whole);
      }
    }
  }

  /** “Five of the wounded”. */
  #ofThe(): void {
    for (const quantity of this.#quantities) {
      const [of, the, word] = [1, 2, 3].map((step) => this.#lower(quantity.last + step));
      const harm = ADJECTIVES.get(word ?? "");
      if (quantity.head || of !== "of" || !/^(?:the|those)$/.test(the ?? "") || !harm) continue;
      this.#add(harm, quantity, quantity.first, quantity.last + 3, "part: of the wounded");
    }
  }

  /** “Nine were killed in the north and another four in the south”; “one side reports nine dead, the other says 12”. */
  #continued(): void {
    for (const quantity of this.#quantities) {
      if (quantity.head || quantity.isImplicit) continue;
      const before = this.#found
        .filter((known) => known.quantity.last < quantity.first && known.partOf === null)
        .at(-1);
      if (!before) continue;
      const [previous, next] = [this.#lower(quantity.first - 1), this.#lower(quantity.last + 1)];
      const isInPlace = PREPOSITIONS.test(next) || next === "elsewhere";
      // “nine died at Millbridge, 13 at Northford and two at Southford”, but not “brigades 3, 4 and 5 in the north”.
      const isListed =
        /^(?:and|,)$/.test(previous) &&
        this.#words[quantity.first - 2]?.pos !== "NUM" &&
        /^(?:in|at|near|on|from)$/.test(next) &&
        (previous === "and" || this.#words[quantity.last + 2]?.pos === "PROPN");
      const isAnother = isInPlace && ((quantity.isFurther && /^(?:and|,)$/.test(previous)) || isListed);
      const isSaid =
        /^(?:declares?|declared|reports?|reported|says|said|claims?|claimed|admits|counts?|counted)$/.test(previous) &&
        (PREPOSITIONS.test(next) || /^[.,;]?$/.test(next));
      if (isAnother || isSaid)
        this.#add(before.harm, quantity, quantity.first, quantity.last, "continued: and another five");
    }
  }

  /** “put 80 out of action, at least 30 of them killed”. */
  #ofThem(): void {
    for (const quantity of this.#quantities) {
      const { head, last } = quantity;
      if (head || !this.#isOfThem(quantity)) continue;
      // “four of them of children”
      const verb = this.#skipAuxForward(this.#lower(last + 3) === "of" ? last + 4 : last + 3);
      const whole = this.#wholeBefore(quantity.first);
      const word = this.#lower(verb);
      const own = PARTICIPLES.get(word) ?? ADJECTIVES.get(word) ?? INTRANSITIVE.get(word) ?? NOUNS.get(word);
      // “nine howitzers, two of them captured”: nothing was said of people.
      if (own && !whole && !this.#before && OF_THINGS_TOO.has(word)) continue;
      if (own) {
        this.#add(own, quantity, quantity.first, verb, "part: of them killed", whole);
        continue;
      }
      const harm = whole?.harm ?? this.#before;
      if (!harm) continue;
      // “11 of them young women”, “28 of them in the city”, “127 of them were children”.
      const noun = [verb, verb + 1, verb + 2, verb + 3].find((index) => peopleNoun(this.#lower(index)));
      const people = noun === undefined ? null : peopleNoun(this.#lower(noun));
      const isDescribed =
        noun !== undefined &&
        this.#words.slice(verb, noun).every(({ pos }) => /^(?:ADJ|NOUN|PROPN|ADV|DET)$/.test(pos));
      if (people && isDescribed) {
        const named = {
          ...quantity,
          head: { at: noun as number, people, modifiers: this.#words.slice(verb, noun) },
          last: noun as number,
        };
        this.#add(harm, named, quantity.first, noun as number, "part: of them civilians", whole);
      } else if (
        whole &&
        !quantity.vague &&
        /^(?:in|at|near|from|on|inside|outside|by|with)$/.test(this.#lower(last + 3))
      )
        this.#add(harm, quantity, quantity.first, last + 3, "part: of them in a place", whole);
    }
  }

  /** “seventeen dead, of whom eleven rebels and six civilians”, “a girl among them”, “two cooks among the dead”. */
  #described(): void {
    for (const quantity of this.#quantities) {
      if (this.#found.some((known) => known.quantity === quantity)) continue;
      const [of, whom] = [this.#lower(quantity.first - 2), this.#lower(quantity.first - 1)];
      const next = this.#lower(quantity.last + 1);
      if (of === "of" && /^(?:whom|them)$/.test(whom)) {
        const whole = this.#wholeBefore(quantity.first);
        const parts = this.#predicatesFrom(quantity.first);
        for (const part of parts.length > 0 ? parts : this.#groupStartingAt(quantity.first))
          if (part.head?.people && whole)
            this.#add(whole.harm, part, part.first, part.last, "part: of whom civilians", whole);
      } else if (next === "among" && this.#lower(quantity.last + 2) === "them" && quantity.head?.people) {
        const whole = this.#wholeBefore(quantity.first) ?? this.#found.find(({ first }) => first > quantity.last - 30);
        if (whole) this.#add(whole.harm, quantity, quantity.first, quantity.last + 2, "part: among them", whole);
      } else if (next === "among" && this.#lower(quantity.last + 2) === "the") {
        const harm = deadOf(this.#lower(quantity.last + 3));
        if (harm)
          for (const part of this.#groupEndingAt(quantity.last))
            this.#add(harm, part, part.first, quantity.last + 3, "part: were among the dead");
      }
    }
  }

  /** “Of the dead, 121 were children and 52 women”, “the wounded: of these, 38 were guerrillas”. */
  #ofTheDead(): void {
    for (let at = 0; at < this.#words.length; at++) {
      if (this.#lower(at) !== "of" || !(at === 0 || /^[,;:"]$/.test(this.#lower(at - 1)))) continue;
      const harm =
        this.#lower(at + 1) === "the"
          ? deadOf(this.#lower(at + 2))
          : /^(?:these|those|them)$/.test(this.#lower(at + 1))
            ? (this.#found.at(-1)?.harm ?? this.#before)
            : null;
      const quantity = this.#quantities.find(({ first }) => first > at && first < at + 8);
      for (const part of harm && quantity ? this.#predicatesFrom(quantity.first) : [])
        if (harm) this.#add(harm, part, part.first, part.last, "part: of the dead");
    }
  }

  /** “30 were police officers, seven were civilians and two cooks”: each number with the people that it is said to be. */
  #predicatesFrom(first: number): Quantity[] {
    const found: Quantity[] = [];
    for (let quantity = this.#startsAt(first); quantity; ) {
      if (!/^(?:was|were|are|is)$/.test(this.#lower(quantity.last + 1))) {
        const rest = found.length > 0 ? this.#groupStartingAt(quantity.first) : [];
        return [...found, ...rest];
      }
      const from = quantity.last + 2;
      let noun = [from, from + 1, from + 2].find((at) => peopleNoun(this.#lower(at)));
      if (noun === undefined) return found;
      // “police officers”.
      while (peopleNoun(this.#lower(noun + 1))) noun++;
      const head = { at: noun, people: peopleNoun(this.#lower(noun)), modifiers: this.#words.slice(from, noun) };
      found.push({ ...quantity, head, last: noun });
      let next = noun + 1;
      while (/^(?:and|,|while)$/.test(this.#lower(next))) next++;
      quantity = this.#startsAt(next);
    }
    return found;
  }

  /** “Out of 88 rebels killed, 46 belonged to one group”, “of the 20 dead, 11 were children”. */
  #outOf(): void {
    if (this.#lower(0) !== "of" && !(this.#lower(0) === "out" && this.#lower(1) === "of")) return;
    const whole = this.#found[0];
    const part = this.#quantities.find(({ first }) => whole && first > whole.last);
    if (!whole || !part || this.#found.some(({ quantity }) => quantity === part)) return;
    if (this.#lower(part.first - 1) !== "," || !/^(?:VERB|AUX)$/.test(this.#words[part.last + 1]?.pos ?? "")) return;
    this.#add(whole.harm, part, part.first, part.last + 1, "part: out of the dead", whole);
  }

  /** “The toll was 35: 20 soldiers, one nurse and 14 farmers”. */
  #listed(): void {
    for (const whole of [...this.#found]) {
      const next = whole.last + 1;
      const isNext = /^(?::|--|—|–)$/.test(this.#lower(next));
      // “… has reached 35, the mayor told reporters: 20 soldiers, one nurse and 14 farmers”.
      const colon = isNext ? next : this.#words.findIndex(({ text }, at) => at > whole.last && text === ":");
      if (colon < 0) continue;
      const group = this.#groupStartingAt(colon + 1);
      if (group.length < 2 || group.some((quantity) => this.#found.some((known) => known.quantity === quantity)))
        continue;
      const sum = group.reduce((total, { min }) => total + (min ?? 0), 0);
      if (!isNext && sum !== whole.quantity.min) continue;
      for (const quantity of group)
        this.#add(whole.harm, quantity, quantity.first, quantity.last, "part: listed after a colon", whole);
    }
  }

  /** “11 dead, up from eight”: the figure of before, of the same people. */
  #previous(): void {
    for (const quantity of this.#quantities) {
      if (quantity.head && !quantity.head.people) continue;
      let from = quantity.first - 1;
      while (/^(?:the|a|an|earlier|previous|previously|reported|initial)$/.test(this.#lower(from))) from--;
      if (this.#lower(from) !== "from" || !/^(?:up|down|revised)$/.test(this.#lower(from - 1))) continue;
      const before = this.#found
        .filter((known) => known.quantity.last < quantity.first && known.partOf === null)
        .at(-1);
      if (before) this.#add(before.harm, quantity, quantity.first, quantity.last, "previous: up from eight");
    }
  }

  /** The first word from here that is no auxiliary. */
  #skipAuxForward(from: number): number {
    let at = from;
    while (BE.test(this.#lower(at)) || HAVE.test(this.#lower(at)) || this.#lower(at) === "later") at++;
    return at;
  }

  /** “including two children”, “among them a child”, “those killed included a nurse”. */
  #included(): void {
    for (let at = 0; at < this.#words.length; at++) {
      if (
        !/^(?:including|included)$/.test(this.#lower(at)) &&
        !(/^includes?$/.test(this.#lower(at)) && deadOf(this.#lower(at - 1))) &&
        !(this.#lower(at) === "among" && this.#lower(at + 1) === "them")
      )
        continue;
      // “The dead there included a nurse”, “They included 17 children”.
      const own =
        ADJECTIVES.get(this.#lower(at - 1)) ??
        ADJECTIVES.get(this.#lower(at - 2)) ??
        (this.#lower(at - 1) === "they" && at < 3 ? this.#before : null);
      const whole = this.#wholeBefore(at) ?? (own && /^includ(?:ed|es?)$/.test(this.#lower(at)) ? { harm: own } : null);
      if (!whole) continue;
      const known = "quantity" in whole ? whole : null;
      const from = this.#lower(at) === "among" ? at + 2 : at + 1;
      for (const quantity of this.#groupStartingAt(from))
        if (!this.#found.some((other) => other.quantity === quantity))
          this.#add(whole.harm, quantity, at, quantity.last, "part: including", known);
        else if (known) this.#link(quantity, known);
    }
  }

  /** “Two cooks were among nine people killed”. */
  #among(): void {
    for (let at = 0; at < this.#words.length; at++) {
      if (this.#lower(at) !== "among") continue;
      const start = this.#skipAux(this.#skipAdverbs(at - 1));
      if (!BE.test(this.#lower(this.#skipAdverbs(at - 1)))) continue;
      const whole = this.#found.find(({ quantity }) => quantity.first > at && quantity.first <= at + 3);
      const isDead = /^(?:dead|killed|victims|fatalities|martyrs|wounded|injured)$/.test(this.#lower(at + 2));
      if (!whole && !isDead) continue;
      const harm = whole?.harm ?? (/^(?:wounded|injured)$/.test(this.#lower(at + 2)) ? "WOUNDED" : "KILLED");
      for (const quantity of this.#subjectGroup(start, at))
        this.#add(harm, quantity, quantity.first, at, "part: were among the dead", whole ?? null);
    }
  }

  /** “Among the dead are nine civilians”, “included in the toll were two nurses”. */
  #amongTheDead(): void {
    const [among, the, noun, be] = [0, 1, 2, 3].map((at) => this.#lower(at));
    if (among !== "among" || !/^(?:the|those)$/.test(the ?? "")) return;
    // “Among those who died were a nurse and a clerk.”
    const harm =
      noun === "who"
        ? (INTRANSITIVE.get(be ?? "") ?? PARTICIPLES.get(this.#lower(4)))
        : /^(?:dead|victims|fatalities|killed)$/.test(noun ?? "")
          ? "KILLED"
          : ADJECTIVES.get(noun ?? "");
    const from =
      harm && this.#words.findIndex(({ lower }, at) => at > 2 && at < 12 && /^(?:are|were|is|was)$/.test(lower));
    if (!harm || !from || from < 0 || be === ",") return;
    for (const quantity of this.#quantities)
      if (quantity.first > from && quantity.head?.people)
        this.#add(harm, quantity, 2, quantity.last, "part: among the dead are");
  }

  #link(quantity: Quantity, whole: Harmed): void {
    const at = this.#found.findIndex((known) => known.quantity === quantity);
    const known = this.#found[at];
    if (known && known !== whole && known.partOf === null) this.#found[at] = { ...known, partOf: whole };
  }

  #wholeBefore(at: number): Harmed | null {
    // The people right before “including”, even if they are themselves a part.
    const near = this.#found.find(
      ({ quantity }) => quantity.last === at - 1 || (quantity.last === at - 2 && /^[,—–-]+$/.test(this.#lower(at - 1))),
    );
    if (near) return near;
    const before = this.#found.filter(({ quantity, partOf }) => quantity.last < at && partOf === null);
    return before.sort((a, b) => b.quantity.last - a.quantity.last)[0] ?? null;
  }

  #add(harm: Harm, quantity: Quantity, first: number, last: number, rule: string, partOf: Harmed | null = null): void {
    if (!this.#canSuffer(quantity, first, last, rule.startsWith("idiom"))) return;
    // The first reading of a quantity is the nearest one: “30 people killed and wounded 5”.
    if (this.#found.some((known) => known.quantity.first === quantity.first)) return;
    this.#found.push({
      harm,
      quantity,
      first: Math.min(first, quantity.first),
      last: Math.max(last, quantity.last),
      rule,
      partOf,
    });
  }

  /** Whether a quantity can be one of people, by its noun and by what happened. */
  #canSuffer({ head, first, last }: Quantity, from: number, to: number, isOfBeings = false): boolean {
    const around = [...this.#words.slice(from, first), ...this.#words.slice(last + 1, to + 1)].map(
      ({ lower }) => lower,
    );
    if (head?.people) return true;
    if (around.some((word) => OF_THINGS_TOO.has(word))) return false;
    if (!head) return true;
    const noun = this.#words[head.at]?.text ?? "";
    if (HOUSEHOLDS.test(noun))
      return around.some((word) => /^(?:displac|fled|flee|left|driv|forc|uproot|evacuat)/.test(word));
    return (
      NOUNS.has(noun.toLowerCase()) ||
      (canBePeople(noun) && isOfBeings) ||
      (canBePeople(noun) && around.some((word) => OF_BEINGS.has(word)))
    );
  }

  #startsAt(at: number): Quantity | null {
    return this.#byFirst.get(at) ?? null;
  }
  #endsAt(at: number): Quantity | null {
    return this.#byLast.get(at) ?? null;
  }

  /** The quantities that follow one another, joined by “and” or a comma, from a word on. */
  #groupStartingAt(at: number): Quantity[] {
    const group: Quantity[] = [];
    for (let next = this.#startsAt(at); next; ) {
      group.push(next);
      const end = this.#endOfPhrase(next.last);
      const link = this.#lower(end + 1);
      let after = end + 2;
      if (link === "," && this.#lower(after) === "and") after++;
      if (link === "along" && this.#lower(after) === "with") after++;
      if (link === "as" && this.#lower(after) === "well") after += 2;
      // “a woman and her two daughters”.
      if (/^(?:her|his|their|its)$/.test(this.#lower(after)) && !this.#startsAt(after)) after++;
      next = /^(?:and|,|or|along|as|plus)$/.test(link) ? this.#startsAt(after) : null;
      // “killed 57 people, 42 of them inmates”.
      if (next && this.#isOfThem(next)) next = null;
      // “killed 3 and 5 wounded”: “wounded” belongs to the second number only.
      if (next && ADJECTIVES.get(this.#lower(next.last + 1))) next = null;
      if (next?.isImplicit && !next.head?.people) next = null;
    }
    return group;
  }

  /** The last word of what belongs to a noun: “members of the security forces”. */
  #endOfPhrase(noun: number): number {
    if (this.#lower(noun + 1) !== "of") return noun;
    let at = noun + 2;
    while (at < noun + 9 && /^(?:NOUN|PROPN|ADJ|DET|PART)$/.test(this.#words[at]?.pos ?? "") && !this.#startsAt(at))
      at++;
    return /^(?:and|,)$/.test(this.#lower(at)) && at > noun + 2 ? at - 1 : noun;
  }

  #isOfThem = ({ last }: Quantity): boolean =>
    this.#lower(last + 1) === "of" && /^(?:them|whom)$/.test(this.#lower(last + 2));

  #groupEndingAt(at: number): Quantity[] {
    const group: Quantity[] = [];
    const own = this.#endsAt(at);
    if (own && this.#isOfThem(own)) return [own];
    for (let next = this.#endsAt(at); next; ) {
      group.unshift(next);
      const link = this.#lower(next.first - 1);
      const comma = link === "and" && this.#lower(next.first - 2) === "," ? next.first - 2 : next.first - 1;
      const aside = this.#beforeAside(comma);
      const before = aside === comma ? comma - (comma === next.first - 1 ? 1 : 1) : aside;
      next = /^(?:and|,|or)$/.test(link) ? this.#endsAt(before) : null;
      if (next && !next.head?.people) next = null;
    }
    return group;
  }

  #objects(from: number, verb: number, harm: Harm, rule: string): void {
    let at = from;
    while (/^(?:the|all|its|their|only|just)$/.test(this.#lower(at)) && !this.#startsAt(at)) at++;
    // “killed Amara Zwetschke, a journalist”.
    if (this.#words[at]?.pos === "PROPN" && !this.#startsAt(at)) {
      const name = at;
      while (this.#words[at]?.pos === "PROPN") at++;
      at = this.#lower(at) === "," && this.#startsAt(at + 1)?.isImplicit ? at + 1 : name;
    }
    for (const quantity of this.#groupStartingAt(at))
      this.#add(harm, quantity, Math.min(verb, quantity.first), quantity.last, rule);
  }

  #subject(end: number, last: number, harm: Harm, rule: string): void {
    for (const quantity of this.#subjectGroup(end, last)) this.#add(harm, quantity, quantity.first, last, rule);
  }

  /** The people before a verb whose first word comes after `end`. @param last the last word of the verb */
  #subjectGroup(end: number, last: number): Quantity[] {
    const start = this.#clauseStart(end);
    for (let at = end; at >= start; at--) {
      at = this.#beforeAside(at);
      const quantity = this.#endsAt(at);
      if (!quantity) continue;
      if (!this.#canSuffer(quantity, at, last)) continue;
      if (this.#isAfterPreposition(quantity)) continue;
      if (/^(?:including|them)$/.test(this.#lower(quantity.first - 1))) continue;
      // “Twelve people, ten of them rebels, were killed”: the twelve.
      const isDescription = this.#isOfThem(quantity) && this.#words.slice(at, last).some(({ text }) => text === ",");
      if (isDescription) continue;
      const group = this.#groupEndingAt(at);
      const [first] = group;
      if (first && (this.#isAfterPreposition(first) || this.#lower(first.first - 1) === "including")) continue;
      return group;
    }
    return [];
  }

  /** “in 20 villages”, but not “a family of five”, “after two men were killed” or “with two men taken away”. */
  #isAfterPreposition({ first, last }: Quantity): boolean {
    if (!PREPOSITIONS.test(this.#lower(first - 1))) return false;
    const isClause = /^(?:after|before|since|until|with)$/.test(this.#lower(first - 1));
    if (isClause && /^(?:AUX|VERB)$/.test(this.#words[this.#skipAdverbsForward(last + 1)]?.pos ?? "")) return false;
    return !(this.#lower(first - 1) === "of" && /^(?:family|families|group|crew)$/.test(this.#lower(first - 2)));
  }

  /** The word before brackets, dashes or an apposition that end at a word: “nine men (two of them old) – all miners –”. */
  #beforeAside(at: number): number {
    const mark = this.#lower(at);
    if (mark === ")") {
      let open = at - 1;
      while (open > at - 30 && open > 0 && this.#lower(open) !== "(") open--;
      return this.#lower(open) === "(" ? open - 1 : at;
    }
    if (!/^(?:-|--|—|–|,)$/.test(mark)) return at;
    for (let open = at - 1; open > at - 12 && open > 0; open--) {
      if (this.#lower(open) !== mark) continue;
      const inside = this.#words
        .slice(open + 1, at)
        .map(({ lower }) => lower)
        .join(" ");
      const isAside = mark !== "," || /\bof (?:them|whom)\b|^including\b|\bamong them\b|^mostly\b/.test(inside);
      return isAside ? open - 1 : at;
    }
    return at;
  }

  #clauseStart(end: number): number {
    for (let at = end; at >= 0; at--) {
      const word = this.#lower(at);
      if (
        /^(?:[;:"]|said|says|told|tells|saying|how|while|but|although|though|whereas|that|killed|wounded|injured)$/.test(
          word,
        ) &&
        at < end
      ) {
        if (word === "that" || word === "killed") return at + 1;
        return at + 1;
      }
    }
    return 0;
  }

  #skipAdverbsForward(at: number): number {
    let next = at;
    while (this.#words[next]?.pos === "ADV") next++;
    return next;
  }

  #skipAdverbs(at: number): number {
    let before = at;
    while (before >= 0 && ADVERB.test(this.#lower(before)) && !this.#endsAt(before) && !BE.test(this.#lower(before)))
      before--;
    return before;
  }

  /** From the last auxiliary to the word before the first one: “had also been”. */
  #skipAux(at: number): number {
    let before = at;
    while (
      before >= 0 &&
      (BE.test(this.#lower(before)) ||
        HAVE.test(this.#lower(before)) ||
        (ADVERB.test(this.#lower(before)) && !this.#endsAt(before)) ||
        /^(?:will|would|could|may|might|can|"|'|,|who|which|have)$/.test(this.#lower(before)))
    )
      before--;
    return before;
  }
}
