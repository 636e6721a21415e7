/** No client lists more values. */
const MOST_VALUES = 100;

/**
 * The first values that a header such as `Accept` or `Accept-Encoding` lists, in lower case. Values with the weight 0, which the
 * header refuses (RFC 9110, 12.4.2), are left out. Null if the header is missing or empty, which accepts everything.
 */
export function acceptedIn(header: string | null): readonly string[] | null {
  if (header === null || header.trim() === "") return null;
  return header
    .toLowerCase()
    .split(",", MOST_VALUES)
    .filter((part) => !/;\s*q=0(\.0*)?\s*(;|$)/.test(part))
    .map((part) => part.replace(/;.*$/s, "").trim());
}

/** Whether `Accept` lists a media type, directly or by a wildcard. */
export function acceptsType({ headers }: Request, type: string): boolean {
  const accepted = acceptedIn(headers.get("accept"));
  return accepted === null || accepted.some((range) => [type, type.replace(/\/.*$/, "/*"), "*/*"].includes(range));
}

/** Whether `Accept-Encoding` names an encoding. If the header is missing, the response is sent as it is. */
export const acceptsEncoding = ({ headers }: Request, encoding: "br" | "gzip"): boolean =>
  acceptedIn(headers.get("accept-encoding"))?.includes(encoding) ?? false;
