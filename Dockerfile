# The version of Node is the one that package.json pins; a test compares them.
FROM node:26.10.0-slim AS packages
WORKDIR /app
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY server/package.json server/
COPY web/package.json web/
COPY e2e/package.json e2e/
RUN npx --yes pnpm@12 install --frozen-lockfile --prod --filter @dealbill/server

FROM packages AS build
RUN npx --yes pnpm@12 install --frozen-lockfile --filter dealbill --filter @dealbill/server --filter @dealbill/web
COPY tsconfig.base.json ./
COPY server server
COPY web web
RUN npx --yes pnpm@12 build

FROM node:26.10.0-slim
ENV NODE_ENV=production HOST=0.0.0.0 DATABASE_FILE=/data/dealbill.sqlite
WORKDIR /app
RUN mkdir /data && chown node:node /data
COPY --from=packages /app/node_modules node_modules
COPY --from=packages /app/server/node_modules server/node_modules
COPY package.json ./
COPY server/package.json server/
COPY server/src server/src
COPY drizzle drizzle
COPY --from=build /app/web/dist web/dist
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=64", "server/src/main.ts"]
