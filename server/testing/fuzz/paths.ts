import { CLAIM_COLUMNS } from "../../export/claims/claimColumns.ts";
import { ENDINGS } from "../../publish/forms.ts";
import { type Dice, jsonOf, oddValue, type Pool } from "./values.ts";

const FORMS = [...ENDINGS.map((ending) => `.${ending}`), "", ".xml", ".", ".json.csv"];
const NAMES = [
  "event",
  "victims",
  "side",
  "place",
  "rule",
  "asOf",
  "recordedAsOf",
  "tags",
  "party",
  "includeUnreviewed",
  "odd",
  "",
];

/** The path of a page, existing or not. */
export function randomPath(dice: Dice, pool: Pool): string {
  const odd = () =>
    encodeURIComponent(String(jsonOf(oddValue(dice))).replaceAll(/[\ud800-\udfff]/g, "")).slice(
      0,
      dice.pick([3000, 12_000]),
    );
  const value = () =>
    dice.pick([
      dice.pick(pool.slugs),
      "CIVILIAN",
      "LATEST",
      "2020-09-28",
      "1",
      "99999999999",
      "true",
      "%zz",
      "%00",
      "a%00b",
      "%ED%A0%80",
      "a+b",
      dice.pick(CLAIM_COLUMNS.map(({ name }) => name)),
      odd(),
    ]);
  const search = () => {
    const parts = Array.from({ length: dice.below(4) }, () => `${dice.pick(NAMES)}=${value()}`);
    return parts.length > 0 ? `?${parts.join("&")}` : "";
  };
  return dice.pick<() => string>([
    () =>
      `/claims/${dice.pick(pool.slugs)}${dice.pick(["", "@1", "@2", "@0", "@x", "@999999999999"])}${dice.pick(FORMS)}${search()}`,
    () => `/claims/${odd()}${dice.pick(FORMS)}`,
    () =>
      `/tolls/${dice.pick(["killed", "wounded", "missing", "captured", "displaced", "casualties", "KILLED", "x"])}${dice.pick(FORMS)}${search()}`,
    () =>
      `/tolls/killed${dice.pick(FORMS)}?event=clashes-september-2020&recordedAsOf=${dice.pick(["1", "2", "0", "2020", "x"])}`,
    () => `/claims.atom${search()}`,
    () => `/claims.atom?${dice.pick(["event", "harm", "before"])}=${value()}`,
    () => `/${odd()}`,
    () => `/why/${dice.pick(["", "main.js", "..%2f..%2fetc%2fpasswd", odd()])}`,
    () => `/graphiql/${dice.pick(["", "x.js", "..%2f", odd()])}`,
    () => `/graphql${search()}`,
    () => `/graphql?query=${odd()}&variables=${odd()}&extensions=${odd()}`,
    () => `/subgraph?query=${odd()}`,
    () =>
      dice.pick([
        "/",
        "/health",
        "/ready",
        "/metrics",
        "/favicon.ico",
        "/robots.txt",
        "//",
        "/%",
        "/graphql/",
        "/graphql/x",
        "/GRAPHQL",
      ]),
  ])();
}
