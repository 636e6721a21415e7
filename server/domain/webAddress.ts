/** PostgreSQL indexes at most 2,704 bytes. */
const LONGEST = 2000;

/** What is wrong with the web address of a document or a licence. Completes “url …”. Null if nothing is wrong. */
export function addressProblem(address: string): string | null {
  if (!/^https?:\/\/[^/]/i.test(address) || !URL.canParse(address)) return "is not an http or https address";
  // The URL standard would remove line breaks and tabs.
  if (/[\s\p{Cc}\p{Bidi_Control}]/u.test(address))
    return "contains a space, a line break or a control character; write it as %20 or the like, or remove it";
  const { username, password } = new URL(address);
  if (username !== "" || password !== "" || /^https?:\/\/[^/?#\\]*@/i.test(address))
    return "contains a user name or a password, which everybody could read; remove what comes before the @";
  return Buffer.byteLength(address) > LONGEST ? `is longer than ${LONGEST} bytes` : null;
}
