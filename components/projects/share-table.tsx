"use client";
import { Ending } from "#components/time/ending.tsx";
import { Stamp } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { shareStandings } from "#lib/views/share-standings.ts";
import type { ShareList, ShareRow } from "#lib/views/shares.ts";

type Props = { readonly list: ShareList; readonly onRevoke: (row: ShareRow) => void };

/** The links of a project: for whom, by whom, until when, and how often each was opened. */
export function ShareTable({ list, onRevoke }: Props) {
  if (list.rows.length === 0) return <p className="text-ink-2">No link was made for this project yet.</p>;
  return (
    <>
      <table className="data-table">
        <caption className="unseen">Links to the project's status, open ones first</caption>
        <thead>
          <tr>
            <th scope="col">For whom</th>
            <th scope="col">State</th>
            <th scope="col" className="max-sm:hidden">
              Made
            </th>
            <th scope="col" className="max-sm:hidden">
              Opened
            </th>
            <th scope="col" className="w-20">
              <span className="unseen">What can be done</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {list.rows.map((row) => (
            <Row key={row.id} row={row} onRevoke={() => onRevoke(row)} />
          ))}
        </tbody>
      </table>
      {list.hasMore ? (
        <p className="mt-2 text-xs text-ink-2">Older links that are over are not shown; the history has them all.</p>
      ) : null}
    </>
  );
}

function Row({ row, onRevoke }: { readonly row: ShareRow; readonly onRevoke: () => void }) {
  const isOver = row.standing === "expired" || row.standing === "revoked";
  return (
    <tr>
      <th scope="row" className="wrap min-w-28 align-top font-medium">
        {row.name}
        <span className="block text-xs font-normal text-ink-2">
          {row.hasMoney ? "with amounts" : "without amounts"}
        </span>
      </th>
      <td className="wrap align-top">
        <State row={row} />
        <span className="block text-xs text-ink-2 sm:hidden">
          opened <Opened row={row} />
        </span>
      </td>
      <td className="wrap align-top max-sm:hidden">
        <Stamp at={row.createdAt} />
        <span className="block text-xs text-ink-2">by {row.person}</span>
      </td>
      <td className="wrap align-top max-sm:hidden">
        <Opened row={row} />
      </td>
      <td className="wrap text-right align-top">
        <Button
          size="sm"
          label={`Revoke ${row.name}`}
          reason={isOver ? "It is over already." : null}
          onPress={onRevoke}
        >
          Revoke
        </Button>
      </td>
    </tr>
  );
}

function State({ row: { standing, expiresAt, revoked } }: { readonly row: ShareRow }) {
  const { label, tone } = shareStandings[standing];
  return (
    <>
      <Chip tone={tone}>{label}</Chip>
      <span className="mt-0.5 block text-xs text-ink-2">
        <Ending expiresAt={expiresAt} isExpired={standing === "expired"} revoked={revoked} />
      </span>
    </>
  );
}

function Opened({ row: { openedCount, openedAt } }: { readonly row: ShareRow }) {
  if (openedAt === null) return <span className="text-ink-2">never</span>;
  return (
    <>
      {openedCount.toLocaleString("en-US")} {openedCount === 1 ? "time" : "times"}, last <Stamp at={openedAt} />
    </>
  );
}
