import type { Dataset } from "../dataset.ts";
import { DATASETS } from "./datasets.ts";

/** Each dataset with its publisher, licence and columns, as Markdown. */
export const datasetTables = (): string => DATASETS.map(sectionOf).join("\n\n");

function sectionOf({ id, title, publisher, url, source, release, columns, optionalColumns }: Dataset): string {
  const lines = [
    `- \`--dataset ${id}\`, with releases such as \`--release ${release.example}\``,
    `- Publisher: ${publisher.name}, <${url}>`,
    `- Licence: [${source.licence}](${source.licenceUrl})${source.isPrivate ? ". The source is private" : ""}`,
    `- Credit: ${source.attribution}`,
  ];
  const rows = Object.entries(columns).map(([name, use]) => {
    const column = `\`${name}\`${optionalColumns.includes(name) ? " (optional)" : ""}`;
    return "read" in use ? `| ${column} | ${use.read} | |` : `| ${column} | | ${use.ignored} |`;
  });
  return [
    `### ${title}`,
    lines.join("\n"),
    ["| column | read as | left out because |", "| --- | --- | --- |", ...rows].join("\n"),
  ].join("\n\n");
}
