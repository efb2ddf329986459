import { parseConfiguration } from "#lib/simulators/sage/configuration.ts";
import { startSageSimulator } from "#lib/simulators/sage/simulator.ts";

const simulator = await startSageSimulator(parseConfiguration(process.env));
process.stdout.write(`${JSON.stringify({ ready: "sage-simulator", port: simulator.port })}\n`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    void simulator.stop().then(() => process.exit(0));
  });
}
