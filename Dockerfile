# conflict-graph in a container: see docs/operating.md.

FROM node:24-slim AS build
WORKDIR /app
# Build as the user that will run it: Node.js keeps a compile cache for each user.
RUN chown node:node /app
USER node
COPY --chown=node:node package.json package-lock.json .npmrc ./
COPY --chown=node:node sdk/package.json sdk/
# The image has its own Node.js 24, so the one from npm is removed.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && rm -rf node_modules/node-* node_modules/.bin/node
COPY --chown=node:node sdk/ sdk/
COPY --chown=node:node server/ server/
COPY --chown=node:node seeds/ seeds/
RUN node server/conflict-graph.mjs prepare

FROM node:24-slim
WORKDIR /app
# Root owns the code, so that the service cannot change it.
COPY --from=build --chown=root:root /app /app
RUN install -d -o node -g node -m 750 /data
USER node
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 DATABASE_URL=/data/conflict-graph.db
VOLUME /data
EXPOSE 4000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=4", "--no-memory-protection-keys", "server/conflict-graph.mjs", "serve"]
