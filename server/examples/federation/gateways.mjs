import { createServer } from "node:http";
import { json } from "node:stream/consumers";
import { userBy } from "./tokens.mjs";

/** Hive's gateway. It enforces `@authenticated` and `@requiresScopes` before it calls any subgraph. */
async function hive(supergraph, { jwks }) {
  const userOf = userBy(jwks);
  const { createGatewayRuntime } = await import("@graphql-hive/gateway-runtime");
  return createServer(
    createGatewayRuntime({
      supergraph,
      // Subgraphs verify the token too, so it is passed on.
      propagateHeaders: { fromClientToSubgraphs: ({ request }) => authorizationOf(request.headers) },
      genericAuth: {
        mode: "protect-granular",
        resolveUserFn: ({ headers }) => userOf(headers?.authorization),
        extractScopes: (user) => user?.scopes ?? [],
      },
      logging: "warn",
    }),
  );
}

const authorizationOf = (headers) => {
  const authorization = headers.get("authorization");
  return authorization ? { authorization } : {};
};

/** Apollo's gateway for Node.js. It does not support the security directives. */
async function apollo(supergraphSdl) {
  const [{ ApolloGateway }, { ApolloServer }] = await Promise.all([
    import("@apollo/gateway"),
    import("@apollo/server"),
  ]);
  const gateway = new ApolloGateway({ supergraphSdl });
  const server = new ApolloServer({ gateway, introspection: true });
  await server.start();
  return createServer(async (request, response) => {
    const answer = await server.executeOperation(await json(request));
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(answer.body.singleResult));
  });
}

export const GATEWAYS = { hive, apollo };
