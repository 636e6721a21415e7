import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";

const USUAL_PATHS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** A Chromium of this machine: where CHROMIUM says, else in one of the usual places. Undefined where there is none. */
export const CHROMIUM: string | undefined = process.env.CHROMIUM || USUAL_PATHS.find((path) => existsSync(path));

/** Starts it without a window, and without a way to any host but this one. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(CHROMIUM === undefined ? {} : { executablePath: CHROMIUM }),
    args: [
      // Root, as in most containers, gets no sandbox. It opens pages of ours alone.
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
  /** The address of everything that its pages asked for, in order. */
  readonly requested: readonly string[];
  /** Uncaught errors and what the console calls an error, such as a breach of the Content-Security-Policy. */
  readonly errors: readonly string[];
}

/** A page in a browser that was never here before: nothing is stored. Pages that it leads to keep what they store. */
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
