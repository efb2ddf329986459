import { z } from "zod";

/** A file of a record: what its bytes are is said in one of these ways; a file without any of them is empty. */
const attachmentSchema = z.object({
  id: z.number().int().positive(),
  filename: z.string(),
  content_type: z.string().nullish(),
  /** A PDF with one page for each text. */
  pages: z.array(z.string()).optional(),
  base64: z.string().optional(),
  /** So many spaces. */
  size: z.number().int().positive().optional(),
  /** The storage's redirect leads there instead of to the bytes. */
  leads_to: z.string().optional(),
});
export type Attachment = z.infer<typeof attachmentSchema>;
/** The field of a record that has files. */
export const attachmentList = z.array(attachmentSchema).default([]);

/** Kinds whose records have files. */
export const FILE_KINDS = [
  "work_order_contracts",
  "purchase_order_contracts",
  "change_order_packages",
  "requisitions",
] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** The bytes of a file. */
export function bytesOf({ pages, base64, size }: Attachment): Buffer {
  if (pages) return pdfOf(pages);
  if (base64 !== undefined) return Buffer.from(base64, "base64");
  return Buffer.alloc(size ?? 0, " ");
}

/** A PDF with lines of text; no library makes one so small. */
function pdfOf(pages: readonly string[]): Buffer {
  const kids = pages.map((_, n) => `${4 + n * 2} 0 R`).join(" ");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ...pages.flatMap((text, n) => {
      const lines = text.split("\n").map((line) => `(${line.replace(/[\\()]/g, "\\$&")}) Tj 0 -22 Td`);
      const drawn = `BT /F1 14 Tf 72 720 Td ${lines.join(" ")} ET`;
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + n * 2} 0 R >>`,
        `<< /Length ${Buffer.byteLength(drawn, "latin1")} >>\nstream\n${drawn}\nendstream`,
      ];
    }),
  ];
  let text = "%PDF-1.4\n";
  const places = objects.map((object, n) => {
    const place = Buffer.byteLength(text, "latin1");
    text += `${n + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  const start = Buffer.byteLength(text, "latin1");
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, "latin1");
}
