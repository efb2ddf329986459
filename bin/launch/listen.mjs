// Has the simulated Procore tell the sample company's web what happens there, so that a change arrives at once.
import fs from "node:fs";
import path from "node:path";
import { runToEnd, typescript } from "./processes.mjs";
import { say, step } from "./progress.mjs";

const company = "Summit Ridge Builders";

/** Once for each address of the web; a start on another port registers anew. Without it, reading finds everything later. */
export async function listenToProcore(/** @type {{ data: string, url: string, env: any }} */ { data, url, env }) {
  const file = path.join(data, "webhooks.json");
  const known = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")).url : null;
  if (known === url) return;
  const args = [...typescript("bin/webhooks.ts"), "--name", company, "--url", url];
  try {
    await step("Webhooks of Procore", () =>
      runToEnd("webhooks", args, { env: env.seed, logFolder: path.join(data, "log") }),
    );
    fs.writeFileSync(file, JSON.stringify({ url }));
  } catch (error) {
    say(`  Webhooks were not registered: ${error.message}`);
  }
}
