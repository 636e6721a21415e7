import { etagOf, isNotModified } from "../../publish/etag.ts";
import { failureResponse } from "../../publish/forms.ts";
import { FOREVER, type PackedFile, sendPacked } from "./packedFile.ts";
import { securityHeaders } from "./securityHeaders.ts";

/** An example app in `sdk/examples/`, built, at the path of its name. */
export const exampleApp = (app: string) => ({
  // Relative links work only in the folder.
  [`/${app}`]: ({ url }: Request): Response =>
    new Response(null, { status: 308, headers: { location: `./${app}/${new URL(url).search}` } }),
  [`/${app}/`]: (request: Request): Promise<Response> => fileOf(app, request),
});

async function fileOf(app: string, request: Request): Promise<Response> {
  // Loaded when first needed, so that the service starts faster.
  const { filesOfApp } = await import("./exampleAppFiles.ts");
  const name = new URL(request.url).pathname.slice(`/${app}/`.length);
  const file = (await filesOfApp(app)).get(name);
  if (!file) {
    const message = `There is no file “${name.slice(0, 100)}” here. The app itself is at /${app}/.`;
    const links = [{ href: ".", name: "The app" }];
    return failureResponse("", { status: 404, title: "Page not found", message, links }, securityHeaders("none"));
  }
  return name === "" ? sendPage(request, file) : sendPacked(request, file, { "cache-control": FOREVER });
}

/** Browsers revalidate the page each time, since the page names the current files. */
function sendPage(request: Request, file: PackedFile): Response {
  const etag = etagOf(file.gzipped);
  const headers = { ...securityHeaders("own"), etag };
  if (isNotModified(request, etag)) return new Response(null, { status: 304, headers });
  return sendPacked(request, file, { ...headers, "cache-control": "no-cache" });
}
