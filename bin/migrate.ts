import { migrate } from "#lib/db/migrate.ts";

const { DATABASE_URL, APP_DATABASE_PASSWORD } = process.env;
if (!DATABASE_URL || !APP_DATABASE_PASSWORD) throw new Error("DATABASE_URL and APP_DATABASE_PASSWORD must be set");
await migrate(DATABASE_URL, { appPassword: APP_DATABASE_PASSWORD });
