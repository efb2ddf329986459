import { findBrowser } from "#bin/launch/browser.mjs";
import { throwawayFolder } from "#bin/launch/postgres.mjs";
import { quiet } from "#bin/launch/progress.mjs";
import { startStack } from "#bin/launch/stack.mjs";
import { control } from "./support/control.ts";
import { environment } from "./support/environment.ts";

/**
 * The whole of Countersign on a data folder that goes away; the tests get its addresses through the environment. With
 * E2E_REUSE=<data folder> they use a stack that `npm run up` started there, and leave it running.
 */
export default async function setup(): Promise<() => Promise<void>> {
  quiet(process.env.E2E_QUIET === "1");
  process.env.E2E_BROWSER ??= JSON.stringify(await findBrowser());
  // What the tests make in Procore is read without waiting.
  process.env.POLL_SECONDS ??= "2";
  process.env.PROCORE_TRUST_SECONDS ??= "4";
  // The tests' webhooks lead to this computer.
  process.env.WEBHOOKS_ALLOW_PRIVATE ??= "1";
  const running = process.env.E2E_REUSE;
  if (running) {
    const { runningStack } = await import("./support/running-stack.ts");
    Object.assign(process.env, addressesOf(runningStack(running)));
    return async () => {};
  }
  const stack = await startStack({ data: throwawayFolder("countersign-e2e-"), isThrowaway: true, webPort: 0 });
  Object.assign(process.env, addressesOf(stack));
  // Ten minutes of a look each second are more calls than Procore would allow in an hour; its limits have tests of their own.
  await control(environment.procore(), "POST", "limits", { hourly: 10_000_000, spike: 100_000 });
  return () => stack.stop();
}

type Stack = Omit<Awaited<ReturnType<typeof startStack>>, "stop">;

function addressesOf({ url, data, signIn, ports, addresses, env }: Stack): Record<string, string | undefined> {
  return {
    E2E_URL: url,
    E2E_DATA: data,
    E2E_SIGN_IN: signIn,
    E2E_DATABASE_URL: addresses.owner,
    E2E_APP_DATABASE_URL: addresses.app,
    E2E_SAGE_DATABASE_URL: addresses.sage,
    E2E_PROCORE_URL: `http://127.0.0.1:${ports.procoreSimulator}`,
    E2E_SAGE_URL: `http://127.0.0.1:${ports.sageSimulator}`,
    E2E_SAGE_FOLDER: env.sageSimulator.SAGE_SIM_FOLDER,
    E2E_GATEWAY_URL: `http://127.0.0.1:${ports.gateway}`,
    E2E_NEXTAUTH_SECRET: env.web.NEXTAUTH_SECRET,
    E2E_COUNTERSIGN_KEY: env.web.COUNTERSIGN_KEY,
  };
}
