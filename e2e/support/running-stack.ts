import { readFileSync } from "node:fs";
import { join } from "node:path";
import { environments } from "#bin/launch/environment.mjs";
import { readSecrets } from "#bin/launch/secrets.mjs";

/** The addresses of a stack that `npm run up` started on this data folder. */
export function runningStack(data: string) {
  const ports = JSON.parse(readFileSync(join(data, "ports.json"), "utf8")) as Record<string, number>;
  const port = readFileSync(join(data, "pg", "postmaster.pid"), "utf8").split("\n")[3];
  const secrets = readSecrets(join(data, "secrets.json"));
  const server = {
    url: (name: string) =>
      `postgresql://postgres:${encodeURIComponent(secrets.POSTGRES_PASSWORD ?? "")}@127.0.0.1:${port}/${name}`,
  };
  const env = environments({ data, ports, secrets, server, external: null });
  return { url: env.web.NEXTAUTH_URL, ports, addresses: env.addresses, env, data, signIn: join(data, "sign-in.json") };
}
