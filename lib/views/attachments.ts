import type { SourceFile } from "#lib/core/source-files.ts";

/** What a document has attached in Procore, and when that was read. */
export type AttachmentList = { readonly readAt: string; readonly files: readonly SourceFile[] };
