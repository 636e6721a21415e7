import type { GraphQLSchema } from "graphql";
import { builder } from "./builder.ts";
import "./actor.ts";
import "./article.ts";
import "./casualtyReport.ts";
import "./denial.ts";
import "./event.ts";
import "./mention.ts";
import "./place.ts";
import "./search.ts";
import "./source.ts";

/** The schema, built once at start. */
export const schema: GraphQLSchema = builder.toSchema();
