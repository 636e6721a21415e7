import { stringify } from "yaml";
import type { ArticleInput } from "../parseInput.ts";

/** The Markdown file of an article. @param namesSource whether the front matter names the source, of which a corpus may have several */
export function articleFile({ text, source, ...frontMatter }: ArticleInput["article"], namesSource: boolean): string {
  const fields = { ...frontMatter, ...(namesSource && { source }) };
  return `---\n${stringify(fields, { lineWidth: 0 })}---\n${text}\n`;
}

/** The YAML file of an article's records. Each of them names its article; in an input, it does not need to. */
export function recordsFile({
  article: { id },
  actors = [],
  places = [],
  events = [],
  casualtyReports = [],
  mentions = [],
}: ArticleInput): string {
  const within = (quotes: unknown) => (quotes as readonly object[]).map((quote) => ({ article: id, ...quote }));
  const lists = {
    ...(actors.length > 0 && { actors }),
    ...(places.length > 0 && { places }),
    ...(events.length > 0 && { events: events.map((event) => ({ ...event, evidence: within(event.evidence) })) }),
    ...(casualtyReports.length > 0 && {
      casualtyReports: casualtyReports.map(({ id: own, ...rest }) => ({ id: own, article: id, ...rest })),
    }),
    ...(mentions.length > 0 && { mentions: mentions.map((mention) => ({ article: id, ...mention })) }),
  };
  return `# Drafted by a program from the text of the article. Check each record, and change its review to REVIEWED.\n${stringify(lists, { lineWidth: 0 })}`;
}
