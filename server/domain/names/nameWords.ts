/** Words that names contain and that are not names by themselves, folded. */

/** Small words within people's names, which texts also leave out: “Ludwig van Beethoven”, “Beethoven, Ludwig”. */
export const PARTICLES: ReadonlySet<string> = new Set(
  [
    "al bin bint da das de degli dei del della delle dello den der des di do dos du e el en et i ibn la las le les los",
    "o oglu qizi ter ten ud ul uz van vel von y zu zum zur",
  ].flatMap((line) => line.split(" ")),
);

/** Small words within descriptions and the names of organisations. The other words of a description are not a name. */
export const DESCRIBING: ReadonlySet<string> = new Set("a an and at for in of on the to".split(" "));

/** Titles and ranks. They are not masked when they stand alone. */
export const TITLES: ReadonlySet<string> = new Set(
  [
    "abbot admiral ambassador archbishop baron baroness bishop brigadier captain cardinal chancellor chief col colonel",
    "commander commissioner corporal count countess deputy director dr duke emir father first gen general governor haji",
    "head her his imam jr judge justice king lady lieutenant lord lt madam major marshal maj master mayor miss minister",
    "mr mrs ms mullah patriarch pope president prime prince princess prof professor queen rabbi representative rev",
    "reverend saint second secretary senator sergeant sgt sheikh sheik sir sister speaker spokesman spokesperson",
    "spokeswoman sr sultan third vice",
  ].flatMap((line) => line.split(" ")),
);

/** Letters that some languages write as two letters if a keyboard or an address lacks them. */
const TWO_LETTERS: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", å: "aa", ø: "oe" };

/** “Müller” as in “mueller”. */
export const withTwoLetters = (word: string): string =>
  word
    .normalize("NFC")
    .toLowerCase()
    .replace(/[äöüåø]/g, (letter) => TWO_LETTERS[letter] ?? letter);
