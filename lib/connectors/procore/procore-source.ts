import type { SourceConnection, SourceKind, SourcePort, SourceRecord } from "#lib/connectors/port.ts";
import { attachedFiles } from "#lib/connectors/procore/attached-files.ts";
import { ProcoreClient } from "#lib/connectors/procore/client.ts";
import type { ProcoreConfig } from "#lib/connectors/procore/config.ts";
import { settingsOf } from "#lib/connectors/procore/config.ts";
import { documentKind, type OnlyWith, pathOf } from "#lib/connectors/procore/document-kinds.ts";
import { importWrites } from "#lib/connectors/procore/import-writes.ts";
import { isRow, listRows } from "#lib/connectors/procore/pages.ts";
import { ProcoreError } from "#lib/connectors/procore/procore-error.ts";
import { changedBeside, orNothing, together } from "#lib/connectors/procore/read-together.ts";
import { registerWebhooks } from "#lib/connectors/procore/webhooks.ts";
import { WholeLists } from "#lib/connectors/procore/whole-lists.ts";
import { type PlaceQuery, writeOrigin } from "#lib/connectors/procore/write-origin.ts";
import type { Json } from "#lib/core/canonical-json.ts";

/** Records per page: the most that projects allow; fewer where a record carries its lines. */
const PER_PAGE = { projects: "300", vendors: "500", documents: "100" } as const;
const DAY_MS = 86_400_000;
const BEGINNING = "1970-01-01T00:00:00Z";

/** Procore for one company. Keep one per company: it holds the token and the knowledge of the rate limits. */
export function procoreConnection(config: ProcoreConfig): SourceConnection {
  const client = new ProcoreClient(settingsOf(config));
  const events = { register: registerWebhooks.bind(null, client) };
  return { source: sourceOf(client), imports: importWrites(client), events, files: attachedFiles(client) };
}

/**
 * Procore's REST API as a source. Lists and reads throw `ProcoreError`; a list may give a record twice when it changes while
 * it is read.
 */
export function procoreSource(config: ProcoreConfig): SourcePort {
  return procoreConnection(config).source;
}

function sourceOf(client: ProcoreClient): SourcePort {
  const { settings } = client;
  const { companyId } = settings;
  const placeOf = (projectId: string | null): PlaceQuery =>
    projectId === null ? { company_id: companyId } : { project_id: digits(projectId) };
  const whole = new WholeLists(client);
  const readOne = async (kind: SourceKind, projectId: string | null, id: string) => {
    const record = await oneRecord(client, client.url(`${listPath(kind, settings.kinds)}/${id}`, placeOf(projectId)));
    return projectId === null ? record : await together(client, record, documentKind(kind), digits(projectId));
  };
  return {
    projects(since) {
      // Without by_status the list leaves out the projects that were closed.
      const query = {
        company_id: companyId,
        "filters[by_status]": "All",
        per_page: PER_PAGE.projects,
        ...changedSince(since),
      };
      return records(client, "/rest/v1.1/projects", query);
    },
    vendors(since) {
      const query = { company_id: companyId, view: "extended", per_page: PER_PAGE.vendors, ...changedSince(since) };
      return records(client, "/rest/v1.0/vendors", query);
    },
    documents(kind, projectId, window) {
      const { view, with: other } = documentKind(kind);
      const path = listPath(kind, settings.kinds);
      if (whole.has(kind) && projectId !== null) return whole.documents(kind, digits(projectId), window.since === null);
      const place = placeOf(projectId);
      const span = { "filters[updated_at]": range(window.since ?? BEGINNING, window.until) };
      const list = (query: Readonly<Record<string, string>>) =>
        records(client, path, {
          ...place,
          ...(view === null ? {} : { view }),
          // The directory has no deleted companies, only inactive ones.
          ...(projectId === null ? {} : { "filters[include_deleted]": "with" }),
          per_page: PER_PAGE.documents,
          ...query,
        });
      if (view !== null) return list(span);
      const read = (id: string) => readOne(kind, projectId, id);
      const own = shown(matching(list(span), documentKind(kind).only), read);
      if (!other || projectId === null || window.since === null) return own;
      const beside = () => changedBeside(client, other, { ...place, ...span, per_page: PER_PAGE.documents });
      return andBeside(own, beside, (id) => shown(matching(list({ [other.id]: id }), documentKind(kind).only), read));
    },
    async document(kind, projectId, id) {
      listPath(kind, settings.kinds);
      if (whole.has(kind) && projectId !== null)
        return await orNothing(whole.document(kind, digits(projectId), digits(id)));
      return await readOne(kind, projectId, digits(id));
    },
    async writeOrigin(kind, projectId, id, origin) {
      listPath(kind, settings.kinds);
      const place = placeOf(documentKind(kind).isOfCompany ? null : projectId);
      return await writeOrigin(client, { kind, place, id: digits(id) }, origin);
    },
  };
}

async function* records(
  client: ProcoreClient,
  path: string,
  query: Readonly<Record<string, string>>,
): AsyncGenerator<SourceRecord> {
  for await (const row of listRows(client, client.url(path, query))) yield recordOf(row);
}

/** Records that the list answers without their lines, each read by itself; one that is gone meanwhile comes as deleted later. */
async function* shown(
  listed: AsyncIterable<SourceRecord>,
  read: (id: string) => Promise<SourceRecord | null>,
): AsyncGenerator<SourceRecord> {
  for await (const record of listed) {
    const whole = record.isDeleted ? record : await read(digits(record.id));
    if (whole) yield whole;
  }
}

/** The documents of the window, then those of the named records that changed in it, each once. */
async function* andBeside(
  own: AsyncIterable<SourceRecord>,
  changed: () => Promise<readonly string[]>,
  of: (id: string) => AsyncIterable<SourceRecord>,
): AsyncGenerator<SourceRecord> {
  const given = new Set<string>();
  for await (const record of own) {
    given.add(record.id);
    yield record;
  }
  for (const id of await changed()) for await (const record of of(id)) if (!given.has(record.id)) yield record;
}

async function* matching(listed: AsyncIterable<SourceRecord>, only: OnlyWith | null): AsyncGenerator<SourceRecord> {
  for await (const record of listed) {
    if (only === null) yield record;
    else if (isRow(record.raw) && record.raw[only.field] === only.value) yield record;
  }
}

async function oneRecord(client: ProcoreClient, url: URL): Promise<SourceRecord | null> {
  return await orNothing(client.send({ method: "GET", url, lane: "read" }).then(({ body }) => recordOf(body)));
}

function recordOf(raw: Json): SourceRecord {
  const row = isRow(raw) ? raw : {};
  const { id, updated_at: updatedAt } = row;
  if ((typeof id !== "number" && typeof id !== "string") || typeof updatedAt !== "string") {
    throw new ProcoreError({
      kind: "permanent",
      code: "answer.shape",
      message: `A record has no id or no updated_at (id ${String(id)}).`,
    });
  }
  return { id: String(id), updatedAt, isDeleted: (row.deleted_at ?? null) !== null, raw };
}

/** The range needs both ends; the later one is tomorrow, so that a clock that is slow here hides nothing. */
function changedSince(since: string | null): Record<string, string> {
  return since === null ? {} : { "filters[updated_at]": range(since, new Date(Date.now() + DAY_MS).toISOString()) };
}

function range(since: string, until: string): string {
  for (const instant of [since, until]) {
    if (!/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})$/.test(instant))
      throw new TypeError("A window needs ISO instants.");
  }
  return `${since}...${until}`;
}

function listPath(kind: SourceKind, allowed: readonly string[] | undefined): string {
  if (!/^[a-z_]+$/.test(kind) || (allowed !== undefined && !allowed.includes(kind)))
    throw new TypeError("This kind of document is not one of Procore's.");
  return pathOf(kind);
}

function digits(id: string): string {
  if (!/^[1-9]\d{0,18}$/.test(id)) throw new TypeError("An id of Procore is a whole number.");
  return id;
}
