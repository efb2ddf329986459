import { z } from "zod";
import { created, type FieldErrors, fieldErrors, notFound } from "#lib/simulators/procore/answer.ts";
import type { RecordOf } from "#lib/simulators/procore/data-file.ts";
import { listAnswer, USUAL_PAGES } from "#lib/simulators/procore/listing.ts";
import type { RestCall, RestRoute } from "#lib/simulators/procore/rest-call.ts";
import { idParam, SERVICE_USER_ID, scopeValue, visibleProject } from "#lib/simulators/procore/rest-call.ts";
import type { Store } from "#lib/simulators/procore/store.ts";
import { wbsId } from "#lib/simulators/procore/wbs.ts";

const BASE = "/rest/v1.0/projects/:project_id/work_breakdown_structure";
const RULES = { ...USUAL_PAGES, filters: [] } as const;

/** The segments of the default pattern; the customer's own ones are not possible together with an ERP. */
const SEGMENTS = [
  { id: 5201, name: "Sub Job", type: "sub_job", structure: "flat", required: false },
  { id: 5202, name: "Cost Code", type: "cost_code", structure: "tiered", required: true },
  { id: 5203, name: "Cost Type", type: "line_item_type", structure: "flat", required: true },
] as const;
type Segment = (typeof SEGMENTS)[number];
type SegmentType = Segment["type"];

/** Codes of the work breakdown structure: pairs of a cost code and a cost type, made of segment items. */
export const wbsRoutes: RestRoute[] = [
  { method: "GET", path: `${BASE}/wbs_codes`, handle: listCodes },
  { method: "PATCH", path: `${BASE}/wbs_codes/bulk_create`, handle: bulkCreate },
  {
    method: "GET",
    path: `${BASE}/segments`,
    handle: (call) => listAnswer(call.url, SEGMENTS.map(stamped), RULES, segmentOf(projectOf(call).id)),
  },
  { method: "GET", path: `${BASE}/segments/:segment/segment_items`, handle: listItems },
];

const stamped = (segment: Segment) => ({ ...segment, updated_at: "" });
const segmentOf =
  (_projectId: number) =>
  ({ updated_at: _at, ...segment }: Segment & { updated_at: string }) => ({
    ...segment,
    position: SEGMENTS.findIndex(({ id }) => id === segment.id),
    delimiter: ".",
  });

const projectOf = (call: RestCall): RecordOf<"projects"> => visibleProject(call, idParam(call, "project_id"));

/** Segment items have ids of their own, not those of cost codes and cost types. */
const itemId = (type: SegmentType, id: number): number => id * 10 + SEGMENTS.findIndex((one) => one.type === type) + 1;

function readItemId(segmentId: unknown, item: unknown): { type: SegmentType; id: number } | null {
  const at = SEGMENTS.findIndex(({ id }) => id === segmentId);
  const segment = SEGMENTS[at];
  return segment && typeof item === "number" && item % 10 === at + 1
    ? { type: segment.type, id: Math.floor(item / 10) }
    : null;
}

function item(type: SegmentType, record: { id: number; code: string; name: string }, pathCode: string) {
  const segment = SEGMENTS.find((one) => one.type === type) as Segment;
  return {
    id: itemId(type, record.id),
    code: record.code,
    name: record.name,
    path_code: pathCode,
    segment: { id: segment.id, name: segment.name, type },
    status: "active",
  };
}

const typeItem = (type: RecordOf<"line_item_types">) => item("line_item_type", type, type.code);
const codeItem = (code: RecordOf<"cost_codes">) => item("cost_code", code, code.full_code ?? code.code);
const subJobItem = (subJob: RecordOf<"sub_jobs">) => item("sub_job", subJob, subJob.code);

function listItems(call: RestCall) {
  const project = projectOf(call);
  const segment = SEGMENTS.find(({ id }) => id === idParam(call, "segment"));
  if (!segment) throw notFound();
  const subJobId = scopeValue(call, "legacy_sub_job_id");
  const items = {
    sub_job: () => existing(call.store.within("sub_jobs", project.id)).map(subJobItem),
    cost_code: () =>
      existing(call.store.within("cost_codes", project.id))
        .filter((code) => (code.sub_job_id ?? null) === subJobId)
        .map(codeItem),
    line_item_type: () => existing(call.store.within("line_item_types", project.company_id)).map(typeItem),
  }[segment.type]();
  return listAnswer(
    call.url,
    items.map((one) => ({ ...one, updated_at: "" })),
    RULES,
    ({ updated_at: _at, ...one }) => one,
  );
}

const existing = <R extends { deleted_at?: string | null | undefined }>(records: readonly R[]): R[] =>
  records.filter(({ deleted_at }) => !deleted_at);

function listCodes(call: RestCall) {
  const project = projectOf(call);
  const pairs = existing(call.store.within("cost_codes", project.id)).flatMap((code) =>
    code.line_item_type_ids.flatMap((typeId) => {
      const type = call.store.get("line_item_types", typeId);
      return type ? [shapeCode(call.store, code, type)] : [];
    }),
  );
  return listAnswer(call.url, pairs, RULES, (one) => one);
}

function shapeCode(store: Store, code: RecordOf<"cost_codes">, type: RecordOf<"line_item_types">) {
  const subJob = store.get("sub_jobs", code.sub_job_id);
  const items = [...(subJob ? [subJobItem(subJob)] : []), codeItem(code), typeItem(type)];
  return {
    id: wbsId({ cost_code_id: code.id, line_item_type_id: type.id }),
    flat_code: items.map(({ path_code }) => path_code).join("."),
    flat_name: items.map(({ name }) => name).join("."),
    description: `${code.name}.${type.name}`,
    status: "active",
    created_at: code.created_at,
    updated_at: code.updated_at,
    segment_items: items,
  };
}

const bulkRow = z.object({
  description: z.string().optional(),
  segment_items: z.array(z.object({ segment_id: z.number().int(), segment_item_id: z.number().int() })),
});

/** Makes codes; one that is there stays as it is. What is wrong with a row is told beside it. */
function bulkCreate(call: RestCall) {
  const project = projectOf(call);
  const rows = Array.isArray(call.body.bulk) ? (call.body.bulk as unknown[]) : [];
  const entities: unknown[] = [];
  const errors: unknown[] = [];
  for (const row of rows) {
    const made = createCode(call, project, row);
    if ("errors" in made) errors.push({ ...(row as object), errors: made.errors });
    else entities.push(made.entity);
  }
  return created({ entities, errors });
}

function createCode(
  call: RestCall,
  project: RecordOf<"projects">,
  row: unknown,
): { entity: unknown } | { errors: FieldErrors } {
  const parsed = bulkRow.safeParse(row);
  if (!parsed.success) return { errors: fieldErrors(parsed.error) };
  const ids = new Map<SegmentType, number>();
  for (const { segment_id, segment_item_id } of parsed.data.segment_items) {
    const read = readItemId(segment_id, segment_item_id);
    if (read) ids.set(read.type, read.id);
  }
  const code = call.store.get("cost_codes", ids.get("cost_code"));
  const type = call.store.get("line_item_types", ids.get("line_item_type"));
  const isHere = code?.project_id === project.id && (code.sub_job_id ?? null) === (ids.get("sub_job") ?? null);
  if (!code || !isHere || type?.company_id !== project.company_id)
    return { errors: { segment_items: ["do not belong to the project"] } };
  const line_item_type_ids = [...new Set([...code.line_item_type_ids, type.id])];
  const isNew = line_item_type_ids.length > code.line_item_type_ids.length;
  const saved = isNew ? call.store.save("cost_codes", { ...code, line_item_type_ids }, SERVICE_USER_ID) : code;
  return { entity: shapeCode(call.store, saved, type) };
}
