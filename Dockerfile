# One image for every role: start, api, worker, migrate, import. docs/operations.md says how to run it.
FROM node:20-bookworm-slim

WORKDIR /app
ENV NODE_ENV=production

# What changes seldom first. No package needs its install script.
COPY package.json package-lock.json prisma.config.ts ./
COPY bin bin
COPY prisma prisma
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error \
  && npm cache clean --force \
  && node bin/ensure.mjs

COPY src src

# The embedded Postgres, where there is no DATABASE_URL, and keys that were made up.
RUN mkdir /data && chown node:node /data
VOLUME /data
ENV DATA_DIR=/data HOST=0.0.0.0 PORT=4000
EXPOSE 4000
USER node

HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/livez`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]

CMD ["node", "bin/tributary.mjs", "start"]
