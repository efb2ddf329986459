import { Block } from "#components/ui/block.tsx";
import { retention } from "#lib/core/retention.ts";

/** What goes by itself and when; the same for every company. */
export function RetentionTable() {
  return (
    <Block
      id="retention"
      title="What is kept"
      note="The history with its chain, items, decisions and comments stay for good. The rest goes by itself, in the background."
    >
      <table className="data-table">
        <caption className="unseen">What is removed by itself, after how long, and what of it stays</caption>
        <thead>
          <tr>
            <th scope="col" className="pl-4">
              What
            </th>
            <th scope="col" className="figure">
              Days
            </th>
            <th scope="col">Counted from</th>
            <th scope="col">Stays whatever its age</th>
          </tr>
        </thead>
        <tbody>
          {Object.values(retention).map(({ label, days, from, stays }) => (
            <tr key={label}>
              <th scope="row" className="wrap min-w-40 pl-4 font-medium">
                {label}
              </th>
              <td className="figure">{days}</td>
              <td className="wrap min-w-36">{from}</td>
              <td className="wrap min-w-48 text-ink-2">{stays}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Block>
  );
}
