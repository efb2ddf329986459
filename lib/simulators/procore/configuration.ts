import { z } from "zod";

const environmentSchema = z.object({
  PROCORE_SIM_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  PROCORE_SIM_FILE: z.string().min(1).default(".data/procore-simulator.json"),
  PROCORE_SIM_CLIENT_ID: z.string().min(1).default("simulator"),
  PROCORE_SIM_CLIENT_SECRET: z.string().min(1).default("simulator-secret"),
});

export type Configuration = { port: number; file: string; clientId: string; clientSecret: string };

export function readConfiguration(environment: Record<string, string | undefined>): Configuration {
  const parsed = environmentSchema.parse(environment);
  return {
    port: parsed.PROCORE_SIM_PORT,
    file: parsed.PROCORE_SIM_FILE,
    clientId: parsed.PROCORE_SIM_CLIENT_ID,
    clientSecret: parsed.PROCORE_SIM_CLIENT_SECRET,
  };
}
