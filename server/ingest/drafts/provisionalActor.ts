import type { ActorKind } from "../../domain/vocabulary.ts";
import { slugOf } from "./slugOf.ts";

/** What kind of actor a name is, by its words. The first that fits. */
const KINDS: readonly (readonly [RegExp, ActorKind])[] = [
  [
    /\b(?:Reuters|AFP|Agence France-Presse|AP|Associated Press|Interfax|TASS|Xinhua|Anadolu|PTI|UPI|IRNA|Yonhap|news agency|News Agency|Press Trust)\b/,
    "NEWS_AGENCY",
  ],
  [
    /\b(?:newspaper|daily|television|TV|radio|channel|website|Times|Post|Herald|Tribune|Guardian|BBC|CNN|NTV|Al Jazeera|Gazette)\b/i,
    "MEDIA_OUTLET",
  ],
  [
    /\b(?:UN|U\.N\.|United Nations|OCHA|OHCHR|UNHCR|UNICEF|UNAMA|UNMISS|NATO|OSCE|WHO|World Health Organization|African Union|European Union|IOM)\b/,
    "INTERGOVERNMENTAL_ORGANISATION",
  ],
  [
    /\b(?:officials?|sources?|witnesses|residents|villagers|doctors?|medics|diplomats?|relatives|survivors|experts?|monitors?)$/i,
    "UNNAMED_SOURCE",
  ],
  [
    /\b(?:spokes(?:man|woman|person)|colonel|general|captain|president|prime minister|minister|mayor|governor|commander|director|dr|mr|mrs|ms)\b\.? .*\p{Lu}/iu,
    "PERSON",
  ],
  [/\b(?:army|military|armed forces|air force|navy|forces|troops|guard|command)\b/i, "ARMED_FORCE"],
  [
    /\b(?:ministry|government|presidency|parliament|police|office|council|prosecutor|administration|authority|authorities|security service|agency|cabinet)\b/i,
    "GOVERNMENT_BODY",
  ],
  [
    /\b(?:front|rebels?|militants?|insurgents?|guerrillas?|brigades?|liberation|resistance|movement|Taliban|Hamas|Hezbollah|Islamic State|al-\p{Lu})/iu,
    "ARMED_GROUP",
  ],
  [
    /\b(?:observatory|centre|center|group|committee|foundation|institute|association|network|union|council|society|watch|cross|crescent|mission|fund|league|party|alliance|coalition|federation|company|university|hospital|bureau|board|commission|court|project|campaign|forum|initiative|organi[sz]ation|church|clinic|tigers|borders)\b/i,
    "ORGANISATION",
  ],
  [/^(?:\p{Lu}[\p{L}'’.-]+ ){1,3}\p{Lu}[\p{L}'’-]+$/u, "PERSON"],
];

/** Words of offices that every country has. Without a name, nobody knows whose office it is. */
const OFFICES =
  /^(?:ministry|minister|health|defence|defense|interior|foreign|affairs|internal|government|governmental|army|military|armed|forces|security|police|council|office|authority|authorities|command|general|staff|headquarters|parliament|presidency|navy|force|air|national|federal|local|regional|state|civil|town|city|district|and|of|the|service|services|statement|press|spokesman|spokeswoman|spokesperson)$/i;

const kindOf = (name: string): ActorKind => KINDS.find(([words]) => words.test(name))?.[1] ?? "ORGANISATION";

/** An actor in the corpus format that a person still has to check. */
export type ProvisionalActor = Readonly<Record<"id" | "name" | "note", string> & { kind: ActorKind }>;

/**
 * An actor for a name that no record has. Null for words that name nobody (“officials”), an office without its country (“Health
 * Ministry”) or a person.
 * @param isPublisher whether it publishes articles
 */
export function provisionalActor(words: string, isPublisher = false): ProvisionalActor | null {
  const name = words.replace(/^(?:the|a|an)\s+/i, "").trim();
  // A capital at the start may be that of a sentence: “Officials”.
  const isAgency = KINDS[0]?.[0].test(name);
  if (!isPublisher && !isAgency && !/\p{Lu}/u.test(name.slice(1)) && !/^\p{Lu}\p{L}+['’]s /u.test(name)) return null;
  if (!isPublisher && name.split(/\s+/).every((word) => OFFICES.test(word))) return null;
  const own = kindOf(name);
  const kind = isPublisher && /^(?:PERSON|ORGANISATION)$/.test(own) ? "MEDIA_OUTLET" : own;
  // Private people do not become records by a program.
  if (kind === "PERSON" || (kind === "UNNAMED_SOURCE" && !/\p{Lu}/u.test(name))) return null;
  // A corpus folder that is loaded later does not have such an id.
  const slug = slugOf(name);
  return slug === "" || name.length > 200
    ? null
    : {
        id: `${slug}-provisional`,
        name,
        kind,
        note: "Created automatically from an article. Name and kind have not been checked.",
      };
}
