/** Verbs by which somebody says something. */
export interface SpeechVerb {
  /** Separated by spaces. */
  readonly forms: string;
  /** Words of which one must follow at once, separated by spaces: “spoke of”. */
  readonly particle?: string;
  /** Words of which one must follow soon: “gave a figure of”. */
  readonly object?: string;
  /** Whether the subject must be one that can report: a blast can raise the toll too. */
  readonly needsSource?: boolean;
  /** A text with one claim, made by “the mayor”. */
  readonly example: string;
}

export const SPEECH_VERBS: readonly SpeechVerb[] = [
  { forms: "said says say saying", example: "The mayor said nine miners were killed." },
  { forms: "told tells", example: "The mayor told reporters that nine miners were killed." },
  { forms: "reported reports report", example: "The mayor reported nine dead." },
  { forms: "announced announces announce", example: "The mayor announced the death of nine miners." },
  { forms: "confirmed confirms confirm", example: "The mayor could only confirm nine deaths." },
  { forms: "stated states", example: "The mayor stated that nine miners were killed." },
  { forms: "claimed claims claim claiming", example: "The mayor claimed that nine miners were killed." },
  { forms: "admitted admits admit admitting", example: "The mayor admitted nine deaths." },
  { forms: "acknowledged acknowledges acknowledge", example: "The mayor acknowledged nine deaths." },
  { forms: "conceded concedes", example: "The mayor conceded that nine miners were killed." },
  { forms: "added adds adding", example: "The mayor added that nine miners were killed." },
  { forms: "stressed stressing", example: "The mayor stressed that nine miners were killed." },
  { forms: "declared declares declare", example: "The mayor declared that nine miners were killed." },
  { forms: "specified specifies", example: "The mayor specified that nine miners were killed." },
  { forms: "recorded records", example: "The mayor recorded nine deaths." },
  { forms: "registered", example: "The mayor registered nine deaths." },
  { forms: "documented verified", example: "The mayor documented nine deaths." },
  { forms: "counted counts", example: "The mayor counted nine dead." },
  { forms: "estimated estimates estimate", example: "The mayor estimates that nine miners were killed." },
  { forms: "believes believe reckons reckon", example: "The mayor believes nine miners were killed." },
  { forms: "asserted asserts", example: "The mayor asserted that nine miners were killed." },
  { forms: "insisted insists insist insisting", example: "The mayor insists that nine miners were killed." },
  { forms: "maintained maintains", example: "The mayor maintains that nine miners were killed." },
  { forms: "argued argues contended contends", example: "The mayor argued that nine miners were killed." },
  { forms: "charged", particle: "that", example: "The mayor charged that nine miners were killed." },
  { forms: "reiterated reiterates", example: "The mayor reiterated that nine miners were killed." },
  { forms: "went goes", particle: "on", needsSource: true, example: "Nine miners were killed, the mayor went on." },
  { forms: "retorted countered replied", example: "The mayor retorted that nine miners were killed." },
  { forms: "alleged alleges", example: "The mayor alleged that nine miners were killed." },
  { forms: "denied denies", example: "The mayor denied that nine miners were killed." },
  { forms: "revealed disclosed reveals", example: "The mayor revealed that nine miners were killed." },
  { forms: "noted notes noting", example: "The mayor noted that nine miners were killed." },
  { forms: "recalled recalls", example: "The mayor recalled that nine miners were killed." },
  { forms: "explained explains", example: "The mayor explained that nine miners were killed." },
  { forms: "wrote tweeted read", example: "The mayor wrote that nine miners were killed." },
  { forms: "warned warns", example: "The mayor warned that nine miners were killed." },
  { forms: "concluded concludes found", example: "The mayor concluded that nine miners were killed." },
  { forms: "informed informs inform", example: "The mayor informed parliament that nine miners were killed." },
  { forms: "described describes listed lists", example: "The mayor listed nine dead." },
  { forms: "put puts putting placed", example: "The mayor put the death toll at nine." },
  { forms: "spoke speaks speak speaking", particle: "of", example: "The mayor spoke of nine dead." },
  { forms: "pointed points", particle: "out", example: "The mayor pointed out that nine miners were killed." },
  { forms: "boasted boasts", particle: "of that", example: "The mayor boasted of nine soldiers killed." },
  { forms: "mourned mourns mourn", example: "The mayor mourned nine miners." },
  {
    forms: "gave gives give giving given quote",
    object: "figure toll number count",
    example: "The mayor gave a figure of nine dead.",
  },
  {
    forms: "raised raises lowered lowers revised revises updated cut",
    object: "toll number figure count",
    needsSource: true,
    example: "The mayor raised the death toll to nine.",
  },
  {
    forms: "spread",
    object: "information news",
    example: "The mayor spread the information that nine miners were killed.",
  },
];

/** Nouns for a statement or a count, after its author: “the ministry's claim that”, “by the ministry's count”. */
export const STATEMENTS =
  /^(?:claims?|reports?|accounts?|assertions?|allegations?|announcements?|statements?|version|talk)$/;
export const COUNTS = /^(?:counts?|estimates?|tally|tallies|reckoning|figures|statistics|data|records|account)$/;
