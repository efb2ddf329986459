import { CircleCheck, Clock3, OctagonAlert } from "lucide-react";
import { type ListenAction, ListenButton } from "#components/health/listen-button.tsx";
import { Age } from "#components/time/when.tsx";
import { toneText } from "#components/ui/chip.tsx";
import type { HealthView } from "#lib/views/screens.ts";

const icons = { good: CircleCheck, wait: Clock3, bad: OctagonAlert } as const;
const words = { good: "Runs", wait: "Waits", bad: "Stopped" } as const;
const edges = { good: "border-t-good", wait: "border-t-wait", bad: "border-t-bad" } as const;

/** The way from Procore to Sage, leg by leg. */
export function LegsSection({ view, listen }: { readonly view: HealthView; readonly listen: ListenAction }) {
  return (
    <section aria-label="Legs">
      <ol className="grid grid-cols-5 gap-2 max-lg:grid-cols-3 max-md:grid-cols-1">
        {view.legs.map((leg) => {
          const Icon = icons[leg.tone];
          return (
            <li
              key={leg.id}
              className={`flex min-h-28 flex-col rounded-lg border border-t-2 border-line bg-surface px-3 py-2 max-md:min-h-0 ${edges[leg.tone]}`}
            >
              <div className="flex items-center justify-between gap-2">
                <h2 className="font-semibold">{leg.label}</h2>
                <span className={`inline-flex items-center gap-1 text-xs font-medium ${toneText[leg.tone]}`}>
                  <Icon aria-hidden="true" className="size-3.5" />
                  {words[leg.tone]}
                </span>
              </div>
              <p className="mt-1 flex-1 text-ink-2 wrap-anywhere">{leg.words}</p>
              {leg.id === "hooks" ? (
                <ListenButton listen={listen} isRunning={leg.words === "Being registered"} />
              ) : null}
              <p className="mt-1 min-h-4.5 text-xs text-ink-3">
                {leg.at ? (
                  <>
                    {atWords[leg.id] ?? "Last"} <Age at={leg.at} now={view.now} />
                  </>
                ) : null}
              </p>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

const atWords: Readonly<Record<string, string>> = {
  procore: "Last read",
  queue: "Due since",
  hooks: "Last rang",
  client: "Last seen",
  sage: "Oldest table read",
  posting: "Oldest since",
  drift: "Oldest since",
};
