import { invoiceLines } from "#components/settings/invoice-lines.ts";
import type { ProfileDraft } from "#components/settings/profile-draft.ts";

/** An invented invoice as these settings write it, kept up to date while they are edited. */
export function InvoiceExample({ draft }: { readonly draft: ProfileDraft }) {
  const { lines, problem, caution } = invoiceLines(draft);
  return (
    <figure className="mt-4" aria-label="Example invoice">
      <figcaption className="mb-1 text-ink-2">An invoice as it would be written. {caution}</figcaption>
      {lines.length > 0 ? (
        <pre className="overflow-x-auto rounded-md bg-sunken px-3 py-2 font-mono text-xs">{lines.join("\n")}</pre>
      ) : null}
      {problem === null ? null : <p className="mt-1 text-bad">{problem}</p>}
    </figure>
  );
}
