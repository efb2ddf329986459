"use client";
import { Stamp } from "#components/time/when.tsx";
import { Block } from "#components/ui/block.tsx";
import type { HealthView } from "#lib/views/screens.ts";

const colors: Readonly<Record<string, string>> = {
  error: "text-bad",
  fatal: "text-bad",
  warn: "text-wait",
  warning: "text-wait",
};

/** What the sync clients reported, in their own words. */
export function EventsSection({ view }: { readonly view: HealthView }) {
  return (
    <Block id="events" title="Messages of the sync clients" note="As they came, newest first.">
      {view.events.length === 0 ? (
        <p className="px-4 py-3 text-ink-2">None. Warnings and errors on the Sage server are written here.</p>
      ) : (
        <table className="data-table">
          <caption className="unseen">Messages of the sync clients</caption>
          <thead>
            <tr>
              <th scope="col" className="w-40 pl-4">
                Time
              </th>
              <th scope="col" className="w-20">
                Level
              </th>
              <th scope="col">Words</th>
            </tr>
          </thead>
          <tbody>
            {numbered(view.events).map((event) => (
              <tr key={event.key}>
                <td className="pl-4 align-top leading-8 text-ink-2">
                  <Stamp at={event.at} />
                </td>
                <td className={`align-top leading-8 ${colors[event.level] ?? "text-ink-2"}`}>{event.level}</td>
                <td className="wrap font-mono text-xs whitespace-pre-wrap">{event.words}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Block>
  );
}

/** The same words may come twice in one second: the key counts the repetitions from the oldest on. */
function numbered(events: HealthView["events"]) {
  const seen = new Map<string, number>();
  const keyed = events.toReversed().map((event) => {
    const text = `${event.at} ${event.words}`;
    const times = (seen.get(text) ?? 0) + 1;
    seen.set(text, times);
    return { ...event, key: `${text} ${times}` };
  });
  return keyed.reverse();
}
