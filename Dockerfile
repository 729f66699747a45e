# One image, two roles: web (default) and worker. PostgreSQL comes from outside: set DATABASE_URL.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-bookworm-slim
ENV NODE_ENV=production DEMO=off
WORKDIR /app
COPY --from=build --chown=node:node /app/package.json ./
COPY --from=build --chown=node:node /app/node_modules ./node_modules
COPY --from=build --chown=node:node /app/dist ./dist
COPY --from=build --chown=node:node /app/apps/cli ./apps/cli
# Views, words, styles and courses are read as files.
COPY --from=build --chown=node:node /app/libs ./libs
COPY --from=build --chown=node:node /app/apps/web/src/home ./apps/web/src/home
COPY --from=build --chown=node:node /app/courses ./courses
USER node
EXPOSE 3000
CMD ["node", "--always-sparkplug", "--min-semi-space-size=32", "--max-semi-space-size=32", "dist/apps/web/src/main.js"]
