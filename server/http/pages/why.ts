import { etagOf, isNotModified } from "../../publish/etag.ts";
import { failureResponse } from "../../publish/forms.ts";
import { FOREVER, type PackedFile, sendPacked } from "./packedFile.ts";
import { securityHeaders } from "./securityHeaders.ts";

export const WHY_FOLDER = "/why/";

/** Redirects `/why` to the folder, so that relative links work. */
export const redirectToWhy = ({ url }: Request): Response =>
  new Response(null, { status: 308, headers: { location: `.${WHY_FOLDER}${new URL(url).search}` } });

/** The example app in `sdk/examples/why/`, built. */
export async function whyApp(request: Request): Promise<Response> {
  // Loaded when first needed, so that the service starts faster.
  const { whyFiles } = await import("./whyFiles.ts");
  const name = new URL(request.url).pathname.slice(WHY_FOLDER.length);
  const file = (await whyFiles()).get(name);
  if (!file) {
    const message = `There is no file “${name.slice(0, 100)}” here. The app itself is at /why/.`;
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
