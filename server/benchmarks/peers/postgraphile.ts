import { createServer } from "node:http";
import pg from "pg";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";

/** PostGraphile 5 over views of the same tables, with the keys and orders that it needs. */

const VIEWS = `
  drop schema if exists peer cascade;
  create schema peer;
  create view peer.article as select "record" as id, "slug", "title",
    coalesce("publishedFrom", -9007199254740991) as published from "article" where "recordedUntil" is null;
  create view peer.actor as select "record" as id, "name" from "actor" where "recordedUntil" is null;
  create view peer.event as select "record" as id, "slug", "title" from "event" where "recordedUntil" is null;
  create view peer.claim as select "key" as id, "slug", "harm", "claimant", "event", "article",
    coalesce("statedFrom", -9007199254740991) as stated,
    case "qualifier" when 'EXACTLY' then min_text when 'AT_LEAST' then 'at least ' || min_text
      when 'MORE_THAN' then 'more than ' || min_text when 'ABOUT' then 'about ' || min_text
      when 'UP_TO' then 'up to ' || max_text
      else 'an unstated number (' || "countText" || ')' end as label
    from (select *, to_char("min", 'FM999,999') as min_text, to_char("max", 'FM999,999') as max_text
      from "casualtyReport" where "recordedUntil" is null) as current;
  create view peer.evidence as select "key" as id, "report", "position", "quote" from "evidence" where "report" is not null;
  comment on view peer.article is E'@primaryKey id';
  comment on view peer.actor is E'@primaryKey id';
  comment on view peer.event is E'@primaryKey id';
  comment on view peer.evidence is E'@primaryKey id\\n@foreignKey (report) references peer.claim (id)';
  comment on view peer.claim is E'@primaryKey id\\n@foreignKey (article) references peer.article (id)\\n@foreignKey (claimant) references peer.actor (id)\\n@foreignKey (event) references peer.event (id)';
  comment on column peer.article.published is E'@behavior +orderBy';
  comment on column peer.article.slug is E'@behavior +orderBy';
  comment on column peer.claim.stated is E'@behavior +orderBy';
  comment on column peer.claim.slug is E'@behavior +orderBy';
  comment on column peer.claim.article is E'@behavior +filterBy';
  comment on column peer.evidence.position is E'@behavior +orderBy';
`;

export async function serve(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(VIEWS);
  await client.end();
  const instance = postgraphile({
    extends: [PostGraphileAmberPreset],
    pgServices: [makePgService({ connectionString: url, schemas: ["peer"] })],
    schema: { defaultBehavior: "+list" },
    grafserv: { graphqlPath: "/graphql", graphiql: false, watch: false },
    grafast: { explain: false },
  });
  const server = createServer();
  await instance.createServ(grafserv).addTo(server);
  return server;
}
