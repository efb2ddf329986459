import type { Row } from "#lib/simulators/sage/database.ts";
import type { ParsedLine } from "#lib/simulators/sage/parser.ts";

export interface Effect {
  kind: string;
  key: string;
  amount: string | null;
  detail: Record<string, unknown>;
}

/** What one import step is going to do, decided without touching the database. */
export interface Plan {
  imported: string[];
  rejected: string[];
  /** Line numbers that go to the reject file. */
  rejectLines: Set<number>;
  rows: {
    jobs: Row[];
    extras: Row[];
    costCodes: Row[];
    categories: Row[];
    transactions: Row[];
    commitments: Row[];
    items: Row[];
    changeOrders: Row[];
    changeOrderItems: Row[];
    invoices: Row[];
    distributions: Row[];
  };
  effects: Effect[];
}

export function emptyPlan(): Plan {
  return {
    imported: [],
    rejected: [],
    rejectLines: new Set(),
    rows: {
      jobs: [],
      extras: [],
      costCodes: [],
      categories: [],
      transactions: [],
      commitments: [],
      items: [],
      changeOrders: [],
      changeOrderItems: [],
      invoices: [],
      distributions: [],
    },
    effects: [],
  };
}

export const importedLine = (line: ParsedLine, key = line.key): string => `Imported: ${line.record} ${key}`;

export const rejectedLine = (line: ParsedLine, words: readonly string[], key = line.key): string =>
  `Rejected: line ${line.number} ${line.record} ${key}: ${words.join("; ")}`;
