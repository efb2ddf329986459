"use client";
import { EmptyState } from "#components/ui/states.tsx";
import type { ImportFilter, ImportPage } from "#lib/views/imports.ts";

const titles: Readonly<Record<ImportFilter, string>> = {
  ready: "Nothing is ready to import",
  news: "Nothing is new, changed or gone",
  refused: "Nothing is refused",
  failed: "Nothing failed",
  imported: "Nothing is imported yet",
  archived: "Nothing is archived",
};

type Props = { readonly page: ImportPage; readonly show: ImportFilter; readonly q: string };

/** What fills the list, or why it stays empty. */
export function NothingHere({ page, show, q }: Props) {
  if (page.off !== null) return <EmptyState title="Not imported">{page.off}</EmptyState>;
  if (q)
    return <EmptyState title={`Nothing has “${q}” in it`}>Clear the search, or look into another list.</EmptyState>;
  return <EmptyState title={titles[show]}>{wordsOf(page, show)}</EmptyState>;
}

function wordsOf({ readAt, flowsIn, one, procoreNoun }: ImportPage, show: ImportFilter): string {
  if (readAt === null) return "Records appear here when the sync client has read Sage.";
  if (show === "ready")
    return flowsIn
      ? "They flow into Procore by themselves as soon as Sage has them."
      : `A ${one.toLowerCase()} of Sage that is no ${procoreNoun} in Procore yet appears here by itself.`;
  if (show === "news") return "What Sage adds, changes or removes appears here until somebody deals with it.";
  if (show === "refused") return "Records that Procore could not take are listed here, with what to change in Sage.";
  if (show === "failed") return "What Procore refuses is listed here with its words.";
  return show === "imported"
    ? "Choose records that are ready, and import them."
    : "Archive what nobody wants in Procore.";
}
