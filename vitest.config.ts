import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "server-only": new URL("./node_modules/server-only/empty.js", import.meta.url).pathname } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["lib/**/*.test.ts", "components/**/*.test.ts", "drizzle/**/*.test.ts", "bin/**/*.test.ts"],
          exclude: ["**/*.db.test.ts"],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: ["lib/**/*.db.test.ts", "drizzle/**/*.db.test.ts"],
          globalSetup: ["./drizzle/factories/global-setup.ts"],
          // A machine that is busy with other things is slower, not wrong.
          testTimeout: 180_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
