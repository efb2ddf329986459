"use client";
import { Nothing } from "#components/past/nothing.tsx";
import { Block } from "#components/ui/block.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import { useViewPages } from "#lib/client/use-view-pages.ts";
import { roleLabels } from "#lib/core/actors.ts";
import type { PastPeople, PastPersonView } from "#lib/views/past-settings.ts";

const named = 3;

/** Who belonged to the company then, and what they could do. */
export function PastPeopleTable({ at, first }: { readonly at: string; readonly first: PastPeople }) {
  const { query, rows, newest = first } = useViewPages("people.past", { at }, { first });
  return (
    <Block id="people" title="People">
      {newest.standing === "shown" ? (
        <>
          <table className="data-table">
            <caption className="unseen">People, their roles and what they could push to accounting</caption>
            <thead>
              <tr>
                <th scope="col" className="pl-4">
                  Person
                </th>
                <th scope="col">Roles</th>
                <th scope="col">Projects</th>
                <th scope="col">Could push to accounting</th>
                <th scope="col">Stood in for</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((person) => (
                <Row key={person.id} person={person} />
              ))}
            </tbody>
          </table>
          <LoadMore
            hasMore={query.hasNextPage}
            isBusy={query.isFetchingNextPage}
            onMore={() => void query.fetchNextPage()}
            end="All people of then"
          />
        </>
      ) : (
        <Nothing standing={newest.standing} keptFrom={newest.keptFrom} subject="The list of people and rights" />
      )}
    </Block>
  );
}

function Row({ person }: { readonly person: PastPersonView }) {
  const { name, email, procoreUserId, isDisabled, roles, projects, grants, standsInFor } = person;
  const more = projects.length - named;
  return (
    <tr className={isDisabled ? "text-ink-3" : ""}>
      <th scope="row" className="wrap min-w-52 pl-4">
        <span className="font-medium">{name}</span>
        {isDisabled ? <span className="ml-2 text-xs">disabled</span> : null}
        <span className="block text-xs font-normal text-ink-2">
          {email}
          {procoreUserId ? ` · Procore user ${procoreUserId}` : ""}
        </span>
      </th>
      <td className="wrap min-w-32">{roles.map((role) => roleLabels[role]).join(", ") || "none"}</td>
      <td className="wrap min-w-40" title={projects.join("\n")}>
        {projects.slice(0, named).join(", ") || <None />}
        {more > 0 ? ` and ${more} more` : ""}
      </td>
      <td className="wrap min-w-48">{grants.join(", ") || <None />}</td>
      <td className="wrap min-w-32">{standsInFor.join(", ") || <None />}</td>
    </tr>
  );
}

function None() {
  return (
    <span className="text-ink-3">
      –<span className="unseen">none</span>
    </span>
  );
}
