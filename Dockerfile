# The server and the command line. `docker run IMAGE serve`, `… migrate`, `… status`.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build
# Committed migrations are written 0440; the user who runs this image is not their owner.
RUN chmod -R a+rX bin db dist migrations/committed schema.graphql package.json

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json ./
# The optional packages bring a Node of their own, for machines with an older one.
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund && npm cache clean --force
COPY --from=build /app/bin bin
COPY --from=build /app/dist dist
COPY --from=build /app/db db
COPY --from=build /app/migrations/committed migrations/committed
COPY --from=build /app/schema.graphql schema.graphql
USER node
EXPOSE 5678
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:5678/health').then((r) => { process.exitCode = r.ok ? 0 : 1 }, () => { process.exitCode = 1 })"]
ENTRYPOINT ["node", "--max-semi-space-size=64", "bin/specql.mjs"]
CMD ["serve"]
