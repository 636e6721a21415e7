const LONGEST_NAME = 200;

/**
 * Says what is wrong with the name of an author, which the history shows to everybody. Null if nothing is. A name must be
 * visible, and must not change how the text around it is read.
 */
export function authorNameProblem(name: string): string | null {
  if (name.length > LONGEST_NAME) return `is longer than ${LONGEST_NAME} characters`;
  // Joiners are part of the spelling of some scripts.
  const visible = name.replace(/(?<=[\p{L}\p{M}])[\u200c\u200d](?=\p{L})/gu, "");
  if (/[\p{Zl}\p{Zp}\p{Cc}]/u.test(visible)) return "has a line break or a control character";
  if (/[\p{C}\p{Default_Ignorable_Code_Point}]/u.test(visible))
    return "has an invisible character or one that changes the direction of the text";
  return /[\p{L}\p{N}]/u.test(visible) ? null : "has no letter or digit";
}
