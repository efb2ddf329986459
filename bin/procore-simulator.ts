import { readConfiguration } from "#lib/simulators/procore/configuration.ts";
import { startSimulator } from "#lib/simulators/procore/server.ts";

const simulator = await startSimulator(readConfiguration(process.env));
process.stdout.write(`${JSON.stringify({ ready: "procore-simulator", port: simulator.port })}\n`);

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    void simulator.stop().then(() => process.exit(0));
  });
}
