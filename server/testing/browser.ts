import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";

const USUAL_PATHS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The path of Chromium: CHROMIUM, or one of the usual places. Undefined if there is none. */
export const CHROMIUM: string | undefined = process.env.CHROMIUM || USUAL_PATHS.find((path) => existsSync(path));

/** Starts Chromium headless, without access to other hosts. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(CHROMIUM === undefined ? {} : { executablePath: CHROMIUM }),
    args: [
      // Chromium has no sandbox for root, the user in most containers. It only opens our own pages.
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
    ],
  });
}

export interface Visit extends AsyncDisposable {
  readonly page: Page;
  /** The addresses of all requests of the browser's pages, in order. */
  readonly requested: readonly string[];
  /** Uncaught errors and console errors, such as a violation of the Content-Security-Policy. */
  readonly errors: readonly string[];
}

/** A page in a new browser profile, which is shared with the pages that it opens. */
export async function newVisitor(browser: Browser): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const requested: string[] = [];
  const errors: string[] = [];
  context.on("request", (request) => requested.push(request.url()));
  context.on("weberror", (weberror) => errors.push(weberror.error().message));
  context.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  const page = await context.newPage();
  page.on("websocket", (socket) => requested.push(socket.url()));
  return { page, requested, errors, [Symbol.asyncDispose]: () => context.close() };
}
