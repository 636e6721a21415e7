import type { Victims } from "../../domain/vocabulary.ts";

/** What a noun says about the people whom it names. */
export interface PeopleNoun {
  readonly victims: Victims;
  /** Tags of the claim: “children”, “medics”. */
  readonly tags: readonly string[];
  readonly isPlural: boolean;
}

/** Nouns in the singular. Each list has one meaning. */
const LISTS: readonly (readonly [victims: Victims, tag: string | null, nouns: string])[] = [
  [
    "CIVILIAN",
    null,
    "civilian noncombatant non-combatant resident villager townsperson townsman citizen inhabitant settler evacuee",
  ],
  [
    "CIVILIAN",
    "children",
    "child boy girl baby infant toddler schoolboy schoolgirl schoolchild teenager youngster newborn minor kid",
  ],
  [
    "CIVILIAN",
    "women",
    "woman mother grandmother housewife schoolteacher daughter wife widow niece granddaughter aunt",
  ],
  [
    "CIVILIAN",
    null,
    "student pupil teacher professor farmer peasant fisherman shepherd miner worker labourer laborer trader shopkeeper businessman driver passenger commuter pedestrian bystander passerby passer-by shopper worshipper worshiper pilgrim tourist traveller traveler holidaymaker guest patient engineer technician electrician mechanic carpenter hunter lawyer judge politician lawmaker councillor mayor clerk employee staffer cook merchant vendor protester protestor demonstrator activist refugee migrant displaced family-member relative churchgoer mourner spectator customer diplomat ambassador contractor",
  ],
  ["CIVILIAN", "medics", "medic doctor nurse paramedic surgeon physician midwife rescuer health-worker"],
  ["CIVILIAN", "journalists", "journalist reporter photographer cameraman correspondent newsman editor"],
  ["CIVILIAN", "aid workers", "aid-worker volunteer humanitarian"],
  ["CIVILIAN", "clergy", "priest nun monk imam pastor cleric missionary bishop rabbi"],
  ["UNSPECIFIED", "men", "man father son brother husband grandfather nephew grandson uncle"],
  [
    "UNSPECIFIED",
    null,
    "person people human individual victim foreigner expatriate national prisoner detainee inmate hostage captive survivor colleague casualty life soul member leader official bandit robber pirate smuggler bandit comrade islander martyr guard bodyguard watchman suspect criminal adult youth fugitive occupant crew crewman crewmember sailor aide other",
  ],
  [
    "MILITARY",
    null,
    "soldier troop serviceman servicewoman servicemember trooper fighter militant militiaman militia rebel insurgent guerrilla guerilla gunman terrorist jihadist jihadi combatant commando paratrooper marine warrior conscript reservist recruit veteran sniper mercenary officer commander general colonel captain lieutenant major sergeant corporal private pilot airman gunner peacekeeper legionnaire infantryman rifleman cadet extremist separatist maoist naxalite naxal jawan ultra subversive assailant attacker bomber operative infiltrator peshmerga auxiliary mujahid mujahideen mujahedin loyalist partisan ranger paramilitary seal aggressor saboteur occupier cadre private defector pkk-member hardliner",
  ],
  ["MILITARY", "police", "policeman policewoman constable gendarme police-officer"],
];

/** Nouns that are the same in the plural, or are used in the plural only, as a collective. */
const COLLECTIVE: readonly (readonly [Victims, string | null, string])[] = [
  [
    "MILITARY",
    null,
    "troops military personnel forces security-personnel peshmerga security-forces paramilitaries servicepeople servicepersons",
  ],
  ["MILITARY", "police", "police"],
  ["UNSPECIFIED", null, "people persons dead lives souls crew staff elderly locals relatives cousins"],
  ["CIVILIAN", null, "civilians townspeople townsfolk villagefolk clergy passersby passers-by"],
  ["CIVILIAN", "children", "children schoolchildren"],
  ["CIVILIAN", "women", "women"],
  ["UNSPECIFIED", "men", "men"],
];

/** Irregular plurals, also of compounds: “schoolchildren”. */
const IRREGULAR: readonly (readonly [RegExp, string])[] = [
  [/child$/, "children"],
  [/(?<!hu)man$/, "men"],
  [/life$/, "lives"],
  [/wife$/, "wives"],
  [/(?<![aeiou])y$/, "ies"],
  [/(?<=s|x|ch|sh)$/, "es"],
  [/$/, "s"],
];

function pluralOf(noun: string): string {
  const [ending, plural] = IRREGULAR.find(([pattern]) => pattern.test(noun)) ?? [/$/, "s"];
  return noun.replace(ending, plural);
}

const NOUNS = new Map<string, PeopleNoun>();
for (const [victims, tag, nouns] of LISTS)
  for (const noun of nouns.split(" ")) {
    const tags = tag === null ? [] : [tag];
    NOUNS.set(noun, { victims, tags, isPlural: false });
    NOUNS.set(pluralOf(noun), { victims, tags, isPlural: true });
  }
for (const [victims, tag, nouns] of COLLECTIVE)
  for (const noun of nouns.split(" ")) NOUNS.set(noun, { victims, tags: tag === null ? [] : [tag], isPlural: true });

/** A noun for people, or null. @param noun in small letters */
export const peopleNoun = (noun: string): PeopleNoun | null =>
  NOUNS.get(noun) ?? NOUNS.get(noun.replace(/^.*-/, "")) ?? null;

/** Adjectives that say what kind of people a noun names: “civilian casualties”, “military deaths”. */
export const VICTIMS_ADJECTIVES: ReadonlyMap<string, Victims> = new Map(
  Object.entries<Victims>({
    civilian: "CIVILIAN",
    noncombatant: "CIVILIAN",
    "non-combatant": "CIVILIAN",
    child: "CIVILIAN",
    military: "MILITARY",
    army: "MILITARY",
    combat: "MILITARY",
    rebel: "MILITARY",
    militant: "MILITARY",
    troop: "MILITARY",
    battlefield: "MILITARY",
    government: "MILITARY",
    police: "MILITARY",
  }),
);
