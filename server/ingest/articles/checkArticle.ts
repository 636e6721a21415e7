import type { ArticleRecord, MentionRecord } from "../../domain/records.ts";
import type { Checker } from "../checker.ts";
import type { Parsed, WrittenArticle } from "../parse.ts";
import type { Written } from "../shapes.ts";

export function checkArticle(
  checker: Checker,
  article: Parsed<WrittenArticle>,
  mentions: readonly Parsed<Written<"mentions">>[],
): ArticleRecord {
  const { id, source, language, ...rest } = article.value;
  checker.refer(article, ["publisher"], "actor", rest.publisher);
  rest.agencies.forEach((agency, at) => {
    checker.refer(article, ["agencies", at], "actor", agency);
  });
  checker.refuseRepeats(
    article,
    ["agencies"],
    rest.agencies,
    (agency) => agency,
    (agency) => `the agency “${agency}”`,
  );
  checker.refer(article, ["copyOf"], "article", rest.copyOf);
  const sources = [...checker.source.keys()];
  if (source !== null && sources.length > 0) checker.refer(article, ["source"], "source", source);
  else if (sources.length > 1 && !article.isFaulty("source")) {
    checker.faults.push(
      article.fault(["source"], `is missing; name the source of the article, one of ${sources.join(", ")}`),
    );
  }
  return {
    type: "Article",
    slug: id,
    ...rest,
    source: source ?? sources[0] ?? "",
    language: Intl.getCanonicalLocales(language)[0] ?? language,
    textHash: checker.textHash(id),
    mentions: locateMentions(checker, mentions),
  };
}

export function checkMention(checker: Checker, mention: Parsed<Written<"mentions">>) {
  const { article, actor, place, voice, words } = mention.value;
  checker.refer(mention, ["article"], "article", article);
  checker.refer(mention, ["actor"], "actor", actor);
  checker.refer(mention, ["place"], "place", place);
  checker.refer(mention, ["voice"], "actor", voice);
  const isRead = !mention.isFaulty("actor") && !mention.isFaulty("place");
  if (isRead && (actor === null) === (place === null)) {
    const problem = "names both an actor and a place, or neither; a mention names exactly one of the two";
    checker.faults.push(mention.fault([], problem));
  }
  if (words.quote.length > 200) {
    const problem = `is ${words.quote.length} characters long; a mention has at most 200`;
    checker.faults.push(mention.fault(["words"], problem));
  }
}

/** Finds an article's mentions in its text. */
function locateMentions(checker: Checker, mentions: readonly Parsed<Written<"mentions">>[]): MentionRecord[] {
  const seen = new Set<string>();
  return mentions.flatMap((mention) => {
    const { article, actor, place, voice, words } = mention.value;
    const found = checker.locate(mention, ["words"], words, article);
    if (!found) return [];
    const key = `${actor} ${place} ${found.start} ${found.end}`;
    if (seen.has(key) && !mention.isFaulty("actor") && !mention.isFaulty("place"))
      checker.faults.push(
        mention.fault(["words"], `“${words.quote}” is mentioned twice at the same place; remove one`),
      );
    seen.add(key);
    const { article: _article, articleHash: _hash, ...position } = found;
    return [{ actor, place, voice, words: position }];
  });
}
