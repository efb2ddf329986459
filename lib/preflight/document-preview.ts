import { type ExportDocument, isLookOnly } from "#lib/core/export-document.ts";
import type { Facts } from "#lib/core/facts.ts";
import type { RecordType } from "#lib/core/record-type.ts";
import type { ItemExtras } from "#lib/db/item-view.ts";
import type { StoredItem } from "#lib/db/items.ts";
import type { ItemView } from "#lib/views/item.ts";

/** The export document of an item with its records explained field by field; nothing where none can be made. */
export function documentPreview(
  item: StoredItem,
  extras: ItemExtras,
  type: RecordType,
  facts: Facts,
): Pick<ItemView, "document" | "preview"> {
  if (!extras.document || !extras.document_sha256) return { document: null, preview: [] };
  const document = JSON.parse(extras.document) as ExportDocument;
  return {
    document: {
      sha256: extras.document_sha256,
      files: document.files.map((file) => ({ name: `${document.tag}.${file.extension}`, text: file.text })),
      writes: document.writes ?? [],
      sheet: document.sheet ?? [],
      isLookOnly: isLookOnly(document),
    },
    preview: isLookOnly(document) ? [] : type.preview(item.body, item.fields, facts, document),
  };
}
