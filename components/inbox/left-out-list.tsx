export type LeftOutRow = {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly why: string;
  readonly isSigned?: boolean;
};

/** What of a selection is not accepted, each with its reason. */
export function LeftOutList({ list }: { readonly list: readonly LeftOutRow[] }) {
  return (
    <ul className="divide-y divide-line rounded-md border border-line">
      {list.map((row) => (
        <li key={row.id} className="px-3 py-1.5">
          <p>
            <span className="font-medium">{row.number}</span> {row.title}
          </p>
          <p className="text-xs text-ink-2">{row.why}</p>
        </li>
      ))}
    </ul>
  );
}
