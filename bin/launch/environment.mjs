// Which process is told what. The web never learns the owner's database address; a simulator learns nothing of the product.
import path from "node:path";

const OURS =
  /^(DATABASE_URL|APP_DATABASE_(URL|PASSWORD)|COUNTERSIGN_(KEY|DATA|THROWAWAY)|NEXTAUTH_(SECRET|URL)|PORT|GATEWAY_PORT|PROCORE_SIM_.*|SAGE_SIM_.*|SYNC_CLIENT_HOME|NODE_OPTIONS|npm_.*)$/;

/** The addresses of the product's and the simulated Sage's database. */
function databases({ server, external, secrets }) {
  const owner = external ?? server.url("countersign");
  const app = new URL(owner);
  app.username = "countersign_app";
  app.password = secrets.APP_DATABASE_PASSWORD;
  const sage = new URL(owner);
  sage.pathname = external ? `${sage.pathname}_sage` : "/sage";
  return {
    owner,
    app: process.env.APP_DATABASE_URL && external ? process.env.APP_DATABASE_URL : app.href,
    sage: sage.href,
  };
}

/**
 * @param {{ data: string, ports: Record<string, number>, secrets: Record<string, string>, server: { url(name: string): string } | null, external: string | null }} from
 */
export function environments({ data, ports, secrets, server, external }) {
  const { owner, app, sage } = databases({ server, external, secrets });
  const caller = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OURS.test(name)));
  const base = {
    ...caller,
    NEXT_TELEMETRY_DISABLED: "1",
    LOG_LEVEL: process.env.LOG_LEVEL ?? "info",
    COUNTERSIGN_DATA: data,
  };
  const appPassword = decodeURIComponent(new URL(app).password);
  const product = {
    APP_DATABASE_URL: app,
    COUNTERSIGN_KEY: secrets.COUNTERSIGN_KEY,
    GATEWAY_PORT: String(ports.gateway),
  };
  const procore = {
    PROCORE_SIM_PORT: String(ports.procoreSimulator),
    PROCORE_SIM_FILE: path.join(data, "procore.json"),
    PROCORE_SIM_CLIENT_ID: secrets.PROCORE_SIM_CLIENT_ID,
    PROCORE_SIM_CLIENT_SECRET: secrets.PROCORE_SIM_CLIENT_SECRET,
  };
  const sageSimulator = {
    SAGE_SIM_PORT: String(ports.sageSimulator),
    SAGE_SIM_DATABASE_URL: sage,
    SAGE_SIM_READER_PASSWORD: secrets.SAGE_SIM_READER_PASSWORD,
    SAGE_SIM_FOLDER: path.join(data, "sage"),
  };
  const web = {
    NEXTAUTH_SECRET: secrets.NEXTAUTH_SECRET,
    NEXTAUTH_URL: `http://localhost:${ports.web}`,
    PORT: String(ports.web),
  };
  const client = { SYNC_CLIENT_HOME: path.join(data, "sync-client") };
  const migrate = { ...base, DATABASE_URL: owner, APP_DATABASE_URL: app, APP_DATABASE_PASSWORD: appPassword };
  return {
    addresses: { owner, app, sage },
    migrate,
    seed: { ...migrate, ...product, ...procore, ...sageSimulator, ...web, ...client },
    // The simulated Procore may be asked far more often than the real one.
    worker: {
      POLL_SECONDS: "5",
      PROCORE_TRUST_SECONDS: "15",
      ...base,
      ...product,
      DATABASE_URL: owner,
      NEXTAUTH_URL: web.NEXTAUTH_URL,
    },
    web: { ...base, ...product, ...web, NODE_ENV: "production" },
    syncClient: { ...base, ...client },
    procoreSimulator: { ...base, ...procore },
    sageSimulator: { ...base, ...sageSimulator },
  };
}
