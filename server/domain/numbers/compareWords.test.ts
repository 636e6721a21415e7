import { describe, expect, it } from "vitest";
import { compareWords } from "./compareWords.ts";

const verdictOf = (text: string, language: string, ...stated: readonly number[]) =>
  compareWords(text, language, { min: stated[0] ?? null, max: stated[1] ?? stated[0] ?? null }).verdict;

/** [language, right words, what they say, other words, what they surely do not say]. */
const LANGUAGES: readonly [string, [string, number][], [string, number][], [string, number][]][] = [
  [
    "en",
    [
      ["1,500 people", 1500],
      ["1.5 million people", 1_500_000],
      ["about 1 500 people", 1500],
      ["1'500", 1500],
      ["1,50,000 people", 150_000],
      ["1.5 lakh people", 150_000],
      ["2 lakh 30 thousand", 230_000],
      ["1 million 200 thousand", 1_200_000],
      ["12k people", 12_000],
      ["1.5m people", 1_500_000],
      ["twelve", 12],
      ["Twenty-six soldiers", 26],
      ["three hundred and five", 305],
      ["two hundred and five thousand", 205_000],
      ["two dozen", 24],
      ["at least a dozen", 12],
      ["a hundred people", 100],
      ["more than one hundred and twenty thousand people", 120_000],
      ["3 to 4 thousand people", 3000],
      ["five hundred thousand", 500_000],
    ],
    [
      ["95 people", 59],
      ["at least 95", 59],
      ["1.5 million people", 15],
      ["15,000 people", 1500],
      ["5", 15],
      ["twenty-six soldiers", 27],
      ["three hundred and five", 300],
      ["a dozen", 10],
      ["1.5 lakh", 1500],
      ["12 soldiers", 144],
    ],
    [
      ["1.500 people", 1500],
      ["a 12-year-old boy", 1],
      ["the pilot", 1],
      ["an SU-25 pilot", 1],
      ["the crew of a T-72", 3],
      ["40% of the village", 300],
      ["hundreds", 200],
      ["several hundred", 100],
      ["half a million", 500_000],
      ["both", 2],
      ["both of the 40 hostages' guards", 2],
      ["on 27 September", 12],
      ["27.09.2020", 12],
      ["in 2020", 12],
      ["killed 5m people", 5_000_000],
      ["at least 12 people died on 3 May", 3],
      ["a 12-year-old", 12],
      ["the 3rd Brigade", 3],
      ["12 people, 2 of them soldiers", 10],
      ["12 soldiers and 3 officers", 15],
      ["a soldier of the 40 in the unit", 1],
      ["two-thirds", 40],
      ["the 3rd Brigade's men", 40],
    ],
  ],
  [
    "fr",
    [
      ["1,5 million de personnes", 1_500_000],
      ["1 500 morts", 1500],
      ["12 000 déplacés", 12_000],
      ["deux millions 3", 3],
      ["5 douzaines", 60],
    ],
    [
      ["95 morts", 59],
      ["1,5 million", 1500],
    ],
    [
      ["douze morts", 12],
      ["douze des 40 otages", 12],
      ["1,500 morts", 1500],
    ],
  ],
  [
    "de",
    [
      ["1.500 Tote", 1500],
      ["1,5 Millionen Menschen", 1_500_000],
      ["3 Mio. Menschen", 3_000_000],
      ["2 Dutzend", 24],
      ["5 Tausend", 5000],
      ["10 bis 12 Tausend", 10_000],
    ],
    [
      ["95 Tote", 59],
      ["1.500 Tote", 15],
      ["1,5 Millionen", 1500],
    ],
    [
      ["zwölf Tote", 12],
      ["zwölf der 40 Insassen", 12],
      ["ein 12-jähriger Junge", 1],
      ["am 3. Mai", 1],
    ],
  ],
  [
    "es",
    [
      ["1,5 millones de personas", 1_500_000],
      ["15 mil desplazados", 15_000],
      ["2 mil millones", 2_000_000_000],
      ["3 docenas", 36],
    ],
    [
      ["95 muertos", 59],
      ["15 mil", 15],
    ],
    [
      ["doce muertos", 12],
      ["un niño de 12 años", 1],
    ],
  ],
  [
    "pt",
    [
      ["1,5 milhão de pessoas", 1_500_000],
      ["15 mil pessoas", 15_000],
      ["2 milhões", 2_000_000],
    ],
    [
      ["95 mortos", 59],
      ["15 mil", 1500],
    ],
    [["doze mortos", 12]],
  ],
  [
    "it",
    [
      ["1,5 milioni di persone", 1_500_000],
      ["15mila sfollati", 15_000],
      ["15 mila", 15_000],
    ],
    [["95 morti", 59]],
    [["dodici morti", 12]],
  ],
  [
    "nl",
    [
      ["1,5 miljoen mensen", 1_500_000],
      ["15 duizend doden", 15_000],
      ["1.500 doden", 1500],
    ],
    [["95 doden", 59]],
    [["twaalf doden", 12]],
  ],
  [
    "pl",
    [
      ["1,5 mln osób", 1_500_000],
      ["15 tys. osób", 15_000],
      ["5 tysięcy", 5000],
      ["2 tysiące", 2000],
      ["3 miliony", 3_000_000],
      ["z 15 tysiącami", 15_000],
    ],
    [
      ["95 osób", 59],
      ["15 tys. osób", 15],
    ],
    [
      ["dwanaście osób", 12],
      ["dwóch z 40 żołnierzy", 2],
    ],
  ],
  [
    "ru",
    [
      ["1,5 млн человек", 1_500_000],
      ["15 тыс. человек", 15_000],
      ["2 тысячи", 2000],
      ["5 тысяч", 5000],
      ["3 миллиона", 3_000_000],
      ["10–12 тысяч", 10_000],
      ["2 млн 300 тыс. человек", 2_300_000],
      ["5 десятков", 50],
    ],
    [
      ["95 человек", 59],
      ["15 тыс. человек", 1500],
    ],
    [
      ["двенадцать человек", 12],
      ["двое из 40", 2],
      ["12-летний мальчик", 1],
      ["Су-25", 1],
      ["27 сентября", 5],
    ],
  ],
  [
    "uk",
    [
      ["1,5 млн осіб", 1_500_000],
      ["15 тисяч осіб", 15_000],
      ["2 тис. людей", 2000],
      ["3 мільйони", 3_000_000],
    ],
    [["95 осіб", 59]],
    [
      ["дванадцять осіб", 12],
      ["п’ять із 40", 5],
    ],
  ],
  [
    "tr",
    [
      ["1,5 milyon kişi", 1_500_000],
      ["15 bin kişi", 15_000],
      ["2 bin 300 kişi", 2300],
      ["1.500 kişi", 1500],
    ],
    [
      ["95 kişi", 59],
      ["95'i", 59],
      ["15 bin kişi", 1500],
    ],
    [
      ["on iki kişi", 12],
      ["bin 500 kişi", 1500],
      ["12 yaşında bir çocuk", 1],
    ],
  ],
  [
    "az",
    [
      ["1,5 milyon insan", 1_500_000],
      ["15 min nəfər", 15_000],
      ["2 min 300 nəfər", 2300],
    ],
    [["95 nəfər", 59]],
    [
      ["on iki nəfər", 12],
      ["min 500 nəfər", 1500],
      ["12 yaşlı uşaq", 1],
    ],
  ],
  [
    "hy",
    [
      ["1,5 միլիոն մարդ", 1_500_000],
      ["15 հազար մարդ", 15_000],
      ["95-ը", 95],
    ],
    [
      ["95 մարդ", 59],
      ["95-ը", 59],
    ],
    [["տասներկու մարդ", 12]],
  ],
  [
    "ka",
    [
      ["1,5 მილიონი ადამიანი", 1_500_000],
      ["15 ათასი ადამიანი", 15_000],
    ],
    [["95 ადამიანი", 59]],
    [["თორმეტი ადამიანი", 12]],
  ],
  [
    "ar",
    [
      ["٩٥ قتيلاً", 95],
      ["١٬٥٠٠ شخص", 1500],
      ["١٫٥ مليون شخص", 1_500_000],
      ["15 ألف شخص", 15_000],
      ["15 ألفاً", 15_000],
      ["3 آلاف", 3000],
      ["2 مليون و300 ألف", 2_300_000],
    ],
    [
      ["٩٥ قتيلاً", 59],
      ["15 ألف شخص", 1500],
    ],
    [
      ["اثنا عشر قتيلاً", 12],
      ["خمسة من 40", 5],
      ["وخمسة من 40", 5],
    ],
  ],
  [
    "fa",
    [
      ["۹۵ نفر", 95],
      ["۱٫۵ میلیون نفر", 1_500_000],
      ["۱۵ هزار نفر", 15_000],
      ["۲ هزار و ۳۰۰ نفر", 2300],
    ],
    [["۹۵ نفر", 59]],
    [["دوازده نفر", 12]],
  ],
  [
    "he",
    [
      ["95 הרוגים", 95],
      ["כ-200 הרוגים", 200],
      ["15 אלף איש", 15_000],
      ["1.5 מיליון", 1_500_000],
    ],
    [
      ["95 הרוגים", 59],
      ["כ-200 הרוגים", 300],
    ],
    [["שנים עשר", 12]],
  ],
  [
    "ur",
    [
      ["۹۵ افراد", 95],
      ["1.5 لاکھ افراد", 150_000],
      ["15 ہزار", 15_000],
      ["2 کروڑ", 20_000_000],
    ],
    [["۹۵ افراد", 59]],
    [["بارہ افراد", 12]],
  ],
  [
    "hi",
    [
      ["९५ लोग", 95],
      ["1.5 लाख लोग", 150_000],
      ["15 हज़ार लोग", 15_000],
      ["15 हजार लोग", 15_000],
      ["2 करोड़", 20_000_000],
      ["2 लाख 30 हज़ार", 230_000],
      ["१,५०,००० लोग", 150_000],
    ],
    [
      ["९५ लोग", 59],
      ["1.5 लाख लोग", 1500],
    ],
    [["बारह लोग", 12]],
  ],
  [
    "bn",
    [
      ["৯৫ জন", 95],
      ["৯৫জন", 95],
      ["1.5 লাখ মানুষ", 150_000],
      ["১৫ হাজার", 15_000],
      ["২ কোটি", 20_000_000],
    ],
    [
      ["৯৫ জন", 59],
      ["৯৫জন", 59],
    ],
    [["বারো জন", 12]],
  ],
  [
    "zh",
    [
      ["3万人", 30_000],
      ["3万5千人", 35_000],
      ["1億2000万人", 120_000_000],
      ["三百零五人", 305],
      ["约1.5万人", 15_000],
      ["死者95人", 95],
      ["十二人", 12],
      ["两名士兵", 2],
      ["9５人", 95],
      ["3萬人", 30_000],
    ],
    [
      ["95人", 59],
      ["3万人", 3000],
      ["十二人", 20],
      ["三百零五人", 300],
    ],
    [
      ["数千人", 1000],
      ["数千人", 3000],
      ["三十多人", 35],
      ["9月27日", 3],
      ["12岁男孩", 1],
      ["3万5人", 35_000],
    ],
  ],
  [
    "ja",
    [
      ["3万人", 30_000],
      ["1億2000万人", 120_000_000],
      ["2千人", 2000],
      ["１５００人", 1500],
      ["十二人", 12],
      ["２、３万人", 20_000],
    ],
    [
      ["95人", 59],
      ["3万人", 300],
    ],
    [["数百人", 100]],
  ],
  [
    "ko",
    [
      ["3만 명", 30_000],
      ["3만5천 명", 35_000],
      ["1억 2천만 명", 120_000_000],
      ["5천명", 5000],
      ["약 300명", 300],
    ],
    [
      ["95명", 59],
      ["3만 명", 3000],
    ],
    [
      ["열두 명", 12],
      ["두 명", 2],
      ["100여 명", 130],
    ],
  ],
  [
    "id",
    [
      ["1,5 juta orang", 1_500_000],
      ["15 ribu orang", 15_000],
      ["1.500 orang", 1500],
    ],
    [["95 orang", 59]],
    [["dua belas orang", 12]],
  ],
  [
    "vi",
    [
      ["1,5 triệu người", 1_500_000],
      ["15 nghìn người", 15_000],
      ["15 ngàn", 15_000],
      ["1.500 người", 1500],
    ],
    [["95 người", 59]],
    [["mười hai người", 12]],
  ],
  [
    "el",
    [
      ["1,5 εκατομμύριο άνθρωποι", 1_500_000],
      ["15 χιλιάδες", 15_000],
      ["1.500 νεκροί", 1500],
    ],
    [["95 νεκροί", 59]],
    [["δώδεκα νεκροί", 12]],
  ],
  [
    "ro",
    [
      ["1,5 milioane de oameni", 1_500_000],
      ["15 mii de oameni", 15_000],
      ["15 de mii", 15_000],
    ],
    [["95 de oameni", 59]],
    [["doisprezece oameni", 12]],
  ],
  [
    "sw",
    [
      ["watu elfu 12", 12_000],
      ["milioni 1.5", 1_500_000],
      ["watu 95", 95],
      ["elfu 2 na 300", 2300],
    ],
    [
      ["watu 95", 59],
      ["elfu 12", 12],
    ],
    [["watu kumi na wawili", 12]],
  ],
];

describe.each(LANGUAGES)("A figure's words in the language %s", (language, right, wrong, doubtful) => {
  it.each(right)("“%s” say %i", (words, number) => {
    expect(compareWords(words, language, { min: number, max: number })).toEqual({ verdict: "SAME" });
  });
  it.each(wrong)("“%s” do not say %i", (words, number) => {
    expect(verdictOf(words, language, number)).toBe("OTHER");
  });
  it.each(doubtful)("“%s” may say %i", (words, number) => {
    expect(verdictOf(words, language, number)).toBe("UNKNOWN");
  });
});

describe("A figure's words", () => {
  it.each([
    ["10 to 12", "en", 10, 12, null],
    ["between ten and twelve", "en", 10, 12, null],
    ["10–12 thousand", "en", 10_000, 12_000, null],
    ["от 300 до 400 человек", "ru", 300, 400, null],
    ["between 10 and 20, most likely 14", "en", 10, 20, null],
    ["between 10 and 20, most likely 14", "en", 10, 20, 14],
    ["at least 10", "en", 10, null, null],
  ])("“%s” in %s say %s to %s", (words, language, min, max, best) => {
    expect(compareWords(words, language, { min, max, best })).toEqual({ verdict: "SAME" });
  });

  it("of a range must have both ends", () => {
    expect(compareWords("10 to 15", "en", { min: 10, max: 12 })).toEqual({
      verdict: "OTHER",
      written: "15",
      number: 15,
    });
    expect(compareWords("от 300 до 500 человек", "ru", { min: 300, max: 400 }).verdict).toBe("OTHER");
  });

  it("“more than 100” may be at least 101, but not exactly 101", () => {
    expect(compareWords("more than 100", "en", { min: 101, max: null }).verdict).toBe("UNKNOWN");
    expect(compareWords("fewer than 40", "en", { min: null, max: 39 }).verdict).toBe("UNKNOWN");
    expect(verdictOf("100 people", "en", 101)).toBe("OTHER");
  });

  it("follow the separators of the region", () => {
    expect(verdictOf("1,500 Tote", "de-CH", 1500)).toBe("SAME");
    expect(verdictOf("1,500 Tote", "de", 1500)).toBe("UNKNOWN");
    expect(compareWords("1.500", "es-MX", { min: 1500, max: 1500 })).toMatchObject({
      reason: "“1.500” may mean 1.5 or 1,500",
    });
  });

  it("in a language or a script that has no unit words here are refused only without words", () => {
    expect(verdictOf("95", "fi", 59)).toBe("OTHER");
    expect(verdictOf("๙๕", "th", 59)).toBe("OTHER");
    expect(verdictOf("95 kuollutta", "fi", 95)).toBe("SAME");
    expect(verdictOf("95 kuollutta", "fi", 59)).toBe("UNKNOWN");
    expect(verdictOf("95 нәфәр", "az-Cyrl", 59)).toBe("UNKNOWN");
  });

  it("that may have a unit of another language, or one without its space, are not refused", () => {
    expect(verdictOf("1 million 200 min nəfər", "az", 1_200_000)).toBe("UNKNOWN");
    expect(verdictOf("۱۲ هزارنفر", "fa", 12_000)).toBe("UNKNOWN");
  });
});
