"use client";
import { Ending } from "#components/time/ending.tsx";
import { Stamp } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { tokenStatuses } from "#lib/views/token-statuses.ts";
import type { TokenRow } from "#lib/views/tokens.ts";

type Props = {
  readonly rows: readonly TokenRow[];
  /** Whose each is, is shown. */
  readonly isWhole: boolean;
  readonly onRevoke: (row: TokenRow) => void;
};

/** The tokens with what each may do and when it was used last. */
export function TokenTable({ rows, isWhole, onRevoke }: Props) {
  return (
    <table className="data-table">
      <caption className="unseen">API tokens, newest first</caption>
      <thead>
        <tr>
          <th scope="col" className="pl-4">
            Token
          </th>
          <th scope="col">State</th>
          <th scope="col" className="max-md:hidden">
            Rights
          </th>
          <th scope="col" className="max-lg:hidden">
            Made
          </th>
          <th scope="col" className="max-sm:hidden">
            Last used
          </th>
          <th scope="col" className="w-20">
            <span className="unseen">What can be done</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row" className="wrap min-w-28 pl-4 align-top font-medium">
              {row.name}
              <span className="block font-mono text-xs font-normal text-ink-2">{row.prefix}…</span>
              {isWhole ? <span className="block text-xs font-normal text-ink-2">{row.person}</span> : null}
            </th>
            <td className="wrap align-top">
              <State row={row} />
              <span className="block text-xs text-ink-2 sm:hidden">
                last used: <LastUsed row={row} />
              </span>
              <div className="text-xs md:hidden">
                <Rights row={row} />
              </div>
            </td>
            <td className="wrap align-top max-md:hidden">
              <Rights row={row} />
            </td>
            <td className="wrap align-top max-lg:hidden">
              <Stamp at={row.createdAt} />
            </td>
            <td className="wrap align-top max-sm:hidden">
              <LastUsed row={row} />
            </td>
            <td className="wrap text-right align-top">
              <Button size="sm" label={`Revoke ${row.name}`} reason={row.noRevoke} onPress={() => onRevoke(row)}>
                Revoke
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function State({ row: { status, expiresAt, revoked } }: { readonly row: TokenRow }) {
  const { label, tone } = tokenStatuses[status];
  return (
    <>
      <Chip tone={tone}>{label}</Chip>
      <span className="mt-0.5 block text-xs text-ink-2">
        <Ending expiresAt={expiresAt} isExpired={status === "expired"} revoked={revoked} />
      </span>
    </>
  );
}

function LastUsed({ row: { lastUsedAt } }: { readonly row: TokenRow }) {
  return lastUsedAt === null ? <span className="text-ink-2">never</span> : <Stamp at={lastUsedAt} />;
}

function Rights({ row: { sees, does } }: { readonly row: TokenRow }) {
  return (
    <details>
      <summary className="min-h-6 cursor-default leading-6">
        {does.length === 0 ? "Looks only" : `Looks and does ${does.length}`}, {sees.length + does.length}{" "}
        {sees.length + does.length === 1 ? "right" : "rights"}
      </summary>
      <ul className="text-xs text-ink-2">
        {[...does, ...sees].map((right) => (
          <li key={right}>{right}</li>
        ))}
      </ul>
    </details>
  );
}
