import { z } from "zod";
import { INVOICE_LAYOUT_NAMES, type InvoiceLayoutName } from "#lib/simulators/sage/invoice-layouts.ts";

const Environment = z.object({
  SAGE_SIM_PORT: z.coerce.number().int().min(0).max(65_535),
  SAGE_SIM_DATABASE_URL: z.string().min(1),
  SAGE_SIM_FOLDER: z.string().min(1),
  SAGE_SIM_READER_PASSWORD: z.string().min(1).optional(),
  SAGE_SIM_NEW_COST_CODES: z.enum(["0", "1"]).default("0"),
  SAGE_SIM_MASTERS_FROM: z.url().optional(),
  SAGE_SIM_AP_LAYOUT: z.enum(INVOICE_LAYOUT_NAMES).default("A"),
});

export interface Configuration {
  port: number;
  databaseUrl: string;
  folder: string;
  readerPassword: string | undefined;
  /** The import option "allow creation of cost codes not on the standard list". */
  allowsNewCostCodes: boolean;
  /** Address of another simulated company whose masters an empty one begins with. */
  mastersFrom?: string | undefined;
  /** The Import Format of AP invoices, one of those that real companies printed. */
  invoiceLayout: InvoiceLayoutName;
}

export function parseConfiguration(environment: Record<string, string | undefined>): Configuration {
  const parsed = Environment.parse(environment);
  return {
    port: parsed.SAGE_SIM_PORT,
    databaseUrl: parsed.SAGE_SIM_DATABASE_URL,
    folder: parsed.SAGE_SIM_FOLDER,
    readerPassword: parsed.SAGE_SIM_READER_PASSWORD,
    allowsNewCostCodes: parsed.SAGE_SIM_NEW_COST_CODES === "1",
    mastersFrom: parsed.SAGE_SIM_MASTERS_FROM,
    invoiceLayout: parsed.SAGE_SIM_AP_LAYOUT,
  };
}
