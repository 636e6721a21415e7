/** Words that most English sentences have, and few words of other languages. */
const COMMON =
  /^(?:the|of|and|that|was|were|is|are|has|have|had|been|for|with|from|by|at|on|after|said|says|who|which|their|its|they|this|but|not|people|killed|wounded|injured)$/i;

/** A text with fewer words may be a headline, which has few of the common words. */
const FEWEST_WORDS = 20;
/** In news texts in English, at least 15 of 100 words are common ones; in most other languages none or a few are. */
const LEAST_SHARE = 0.12;
/** So many words are enough to tell. */
const MOST_WORDS = 2000;

/** Whether a text can be English. A short text always can. */
export function canBeEnglish(text: string): boolean {
  let words = 0;
  let common = 0;
  for (const [word] of text.matchAll(/[\p{L}\p{M}]+/gu)) {
    words++;
    if (COMMON.test(word)) common++;
    if (words === MOST_WORDS) break;
  }
  return words < FEWEST_WORDS || common / words >= LEAST_SHARE;
}
