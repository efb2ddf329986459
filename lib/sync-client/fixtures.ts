import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "#lib/core/canonical-json.ts";
import type { ExportDocument } from "#lib/core/export-document.ts";
import type { Lease } from "#lib/sync-client/one-document.ts";

export const fixtureCompany = "0c1d2e3f-0000-4000-8000-00000000c0de";

/** A subcontract of two lines as it would be written and read back. */
export function aDocument(changes: Partial<ExportDocument> = {}): ExportDocument {
  const erpId = changes.erpId ?? "SC-1001";
  const text =
    `C,"${erpId}",1,"Concrete works","ACMEST","02/01/2026",10.00,1,0,0\r\n` +
    `CI,"${erpId}",1,"Slab","24-01","","03-100","S",0,1000.00,0.00,"",0.00,"",1000.00\r\n`;
  return {
    format: 1,
    companyId: fixtureCompany,
    recordType: "commitment",
    sourceId: "4711",
    revisionSha256: "a".repeat(64),
    operation: "create",
    erpId,
    tag: "K7Q2M9XA",
    files: [{ step: "Commitments", extension: "jcc", text }],
    expectations: [
      {
        table: "JCM_MASTER__COMMITMENT",
        unpostedTable: "JCM_NEW__COMMITMENT",
        key: { Commitment: erpId },
        rowKey: ["Commitment"],
        columns: { Vendor: "text", Amount: "number" },
        rows: [{ Commitment: erpId, Vendor: "ACMEST", Amount: "1000.00" }],
      },
    ],
    ...changes,
  };
}

export function textOf(document: ExportDocument): { document: string; sha256: string } {
  const text = canonicalJson(document as unknown as Json);
  return { document: text, sha256: createHash("sha256").update(text).digest("hex") };
}

export function aLease(changes: Partial<Lease> = {}, document = aDocument()): Lease {
  return {
    exportId: "5e0a7c1e-0000-4000-8000-000000000001",
    companyId: document.companyId,
    mode: "deliver",
    fence: 1,
    settledFence: 0,
    ttlMs: 60_000,
    ...textOf(document),
    ...changes,
  };
}
