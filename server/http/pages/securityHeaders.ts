const POLICIES = {
  /** Pages without scripts. */
  none: "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
  /** Scripts and styles from our own files only, and requests to our endpoint. */
  own: "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:",
  /** GraphiQL. Its page contains scripts, and GraphiQL adds styles to the page. */
  inline:
    "default-src 'self'; script-src 'self' 'unsafe-inline'; worker-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'",
} as const;

/** Pages may load only what this service serves, so that no page can send a request to another host. */
export function securityHeaders(scripts: keyof typeof POLICIES): Record<string, string> {
  return {
    "content-security-policy": `${POLICIES[scripts]}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  };
}
