"use client";
import { useState } from "react";
import { Block } from "#components/ui/block.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import type { OpenDoor } from "#lib/views/tokens.ts";

/** Everything that a token can ask, as far as it contains the words that were typed. */
export function OpenDoors({ doors }: { readonly doors: readonly OpenDoor[] }) {
  const [typed, setTyped] = useState("");
  const words = typed.toLowerCase().split(/\s+/);
  const shown = doors.filter((door) => {
    const text = `${door.method} ${door.path} ${door.about} ${door.right}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return (
    <Block id="open" title="What is open" note="What is not in this list is a person's alone.">
      <div className="border-b border-line p-2">
        <SearchBox label="Search what is open" value={typed} onChange={setTyped} />
      </div>
      <table className="data-table">
        <caption className="unseen">Views, tables and commands that are open to tokens</caption>
        <thead>
          <tr>
            <th scope="col" className="pl-4">
              Address
            </th>
            <th scope="col">What it does</th>
            <th scope="col" className="max-md:hidden">
              Right
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((door) => (
            <tr key={door.path}>
              <th scope="row" className="wrap pl-4 align-top font-mono text-xs">
                {door.method} {door.path}
              </th>
              <td className="wrap align-top">{door.about}</td>
              <td className="wrap align-top text-ink-2 max-md:hidden">{door.right}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length === 0 ? <p className="px-4 py-3 text-ink-2">Nothing that is open contains these words.</p> : null}
    </Block>
  );
}
