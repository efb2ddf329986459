import type { PastStanding } from "#lib/core/as-of.ts";
import type { Total } from "#lib/views/inbox.ts";
import type { PastRow } from "#lib/views/past.ts";
import type { LadderRung, ProjectRow, ProjectStatus } from "#lib/views/screens.ts";

type Group = ProjectStatus["groups"][number];

/** What a project's items of one type came to then, by the columns of the projects' page. */
export type PastTypeTotals = {
  readonly recordType: string;
  readonly label: string;
  readonly totals: Readonly<Record<Group["id"], Total>>;
  readonly all: Total;
};

export type PastProjectView = {
  /** Without paces: how long documents usually took then is not kept. */
  readonly rungs: readonly LadderRung[];
  readonly types: readonly PastTypeTotals[];
  readonly groups: readonly (Pick<Group, "id" | "label" | "total" | "hasMore"> & {
    readonly items: readonly PastRow[];
  })[];
};

/** A project at an instant, or why there is nothing to show. */
export type PastProject = {
  readonly id: string;
  /** As it is called now, where nothing is known of then. */
  readonly number: string;
  readonly name: string;
  readonly job: string | null;
  readonly at: string;
  readonly standing: PastStanding;
  readonly keptFrom: string | null;
  readonly view: PastProjectView | null;
  readonly now: string;
};

export type PastProjectList = {
  readonly at: string;
  readonly standing: Exclude<PastStanding, "not_yet">;
  readonly keptFrom: string | null;
  readonly rows: readonly ProjectRow[];
  readonly next: string | null;
  readonly now: string;
};
