// Keys and passwords of this machine's demonstration: made once, kept in the data folder, readable by the owner alone.
import { randomBytes } from "node:crypto";
import fs from "node:fs";

const password = () => randomBytes(18).toString("base64url");
const makers = {
  COUNTERSIGN_KEY: () => randomBytes(32).toString("base64"),
  NEXTAUTH_SECRET: () => randomBytes(32).toString("base64"),
  POSTGRES_PASSWORD: password,
  APP_DATABASE_PASSWORD: password,
  PROCORE_SIM_CLIENT_ID: () => randomBytes(16).toString("hex"),
  PROCORE_SIM_CLIENT_SECRET: () => randomBytes(24).toString("hex"),
  SAGE_SIM_READER_PASSWORD: password,
};

/** @param {string} file @returns {Record<keyof typeof makers, string>} */
export function readSecrets(file) {
  const kept = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : {};
  const secrets = Object.fromEntries(Object.entries(makers).map(([name, make]) => [name, kept[name] ?? make()]));
  fs.writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  fs.renameSync(`${file}.new`, file);
  return /** @type {any} */ (secrets);
}
