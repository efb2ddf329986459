"use client";
import { Stamp } from "#components/time/when.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { type MailView, mailStates } from "#lib/views/notices.ts";

type Props = {
  readonly rows: readonly MailView[];
  readonly isStale: boolean;
  readonly onOpen: (id: string) => void;
};

export function MailTable({ rows, isStale, onOpen }: Props) {
  return (
    <table className={`data-table table-fixed ${isStale ? "opacity-60" : ""}`} aria-busy={isStale}>
      <caption className="unseen">Mails, newest first</caption>
      <thead>
        <tr>
          <th scope="col" className="hidden w-40 pl-4 @[44rem]:table-cell">
            Written
          </th>
          <th scope="col" className="w-28 max-md:pl-4">
            State
          </th>
          <th scope="col">Subject</th>
          <th scope="col" className="hidden w-64 @[44rem]:table-cell">
            To
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((mail) => (
          <tr key={mail.id}>
            <td className="hidden py-1.5 pl-4 align-top text-ink-2 @[44rem]:table-cell">
              <Stamp at={mail.at} />
            </td>
            <td className="py-1.5 align-top max-md:pl-4">
              <Chip tone={mailStates[mail.state].tone}>{mailStates[mail.state].label}</Chip>
            </td>
            <td className="wrap align-top">
              <button
                type="button"
                onClick={() => onOpen(mail.id)}
                className="-my-0.5 min-h-6 rounded-sm text-left wrap-anywhere text-accent hover:underline"
              >
                {mail.subject}
              </button>
              <span className="block text-xs text-ink-2 wrap-anywhere @[44rem]:hidden">
                {mail.address} · <Stamp at={mail.at} />
              </span>
              {mail.note && mail.state !== "kept" ? (
                <span className="block text-xs text-bad wrap-anywhere">{mail.note}</span>
              ) : null}
            </td>
            <td className="wrap hidden align-top wrap-anywhere @[44rem]:table-cell">{mail.address}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
