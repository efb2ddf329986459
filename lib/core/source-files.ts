import { fileKinds } from "#lib/core/file-kinds.ts";

/** A file of a document in the source. What it is, only its bytes say. */
export type SourceFile = { readonly id: string; readonly name: string };

/** The most that is read of one file, and how many of them at once. */
export const sourceFileLimits = { bytes: 25 * 1024 * 1024, atOnce: 4 } as const;

/** What the name of a file says that it is: "PDF", "DOCX"; "File" where it says nothing. */
export function kindOfName(name: string): string {
  const ending = endingOf(name);
  const known = Object.values(fileKinds).find(({ endings }) => (endings as readonly string[]).includes(ending));
  return known?.label ?? (ending === "" ? "File" : ending.toUpperCase());
}

/** How the name says that it can be looked at on the page; null: it can only be saved. */
export function previewOfName(name: string): "pdf" | "image" | null {
  const ending = endingOf(name);
  if (ending === "pdf") return "pdf";
  return ["png", "jpg", "jpeg"].includes(ending) ? "image" : null;
}

function endingOf(name: string): string {
  return /\.([a-z0-9]{1,8})$/i.exec(name.trim())?.[1]?.toLowerCase() ?? "";
}
