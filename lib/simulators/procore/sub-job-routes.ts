import { z } from "zod";
import type { FieldErrors } from "#lib/simulators/procore/answer.ts";
import { fieldErrors, hasErrors, invalid, notFound, ok } from "#lib/simulators/procore/answer.ts";
import { originErrors, originFields } from "#lib/simulators/procore/contract-writes.ts";
import type { Incoming, RecordOf } from "#lib/simulators/procore/data-file.ts";
import { shapeSubJob } from "#lib/simulators/procore/directory-shape.ts";
import { listAnswer, USUAL_PAGES } from "#lib/simulators/procore/listing.ts";
import type { RestCall, RestRoute } from "#lib/simulators/procore/rest-call.ts";
import { idParam, requireProject, SERVICE_USER_ID, wrapped } from "#lib/simulators/procore/rest-call.ts";
import { syncAnswer } from "#lib/simulators/procore/sync.ts";

type SubJob = RecordOf<"sub_jobs">;
const BASE = "/rest/v1.0/sub_jobs";
/** The list offers neither filters[updated_at] nor filters[origin_id]. */
const RULES = { ...USUAL_PAGES, filters: ["id"] } as const;

export const subJobRoutes: RestRoute[] = [
  {
    method: "GET",
    path: BASE,
    handle: (call) => listAnswer(call.url, call.store.within("sub_jobs", requireProject(call).id), RULES, shapeSubJob),
  },
  { method: "PATCH", path: `${BASE}/sync`, handle: syncSubJobs },
  { method: "GET", path: `${BASE}/:id`, handle: (call) => ok(shapeSubJob(subJobOf(call))) },
  { method: "PATCH", path: `${BASE}/:id`, handle: updateSubJob },
];

function subJobOf(call: RestCall): SubJob {
  const found = find(call, idParam(call, "id"));
  if (!found) throw notFound();
  return found;
}

function find(call: RestCall, id: number | null): SubJob | null {
  const found = call.store.get("sub_jobs", id);
  return found?.project_id === requireProject(call).id && !found.deleted_at ? found : null;
}

const written = z
  .object({
    origin_id: originFields.origin_id,
    origin_data: originFields.origin_data,
    name: z.string().min(1, "can't be blank"),
    code: z.string().min(1, "can't be blank"),
  })
  .partial();

function updateSubJob(call: RestCall) {
  const outcome = write(call, wrapped(call, "sub_job"), subJobOf(call));
  if ("errors" in outcome) throw invalid(outcome.errors);
  return ok(outcome.entity);
}

function syncSubJobs(call: RestCall) {
  requireProject(call);
  return syncAnswer<SubJob>(call, {
    find: (id) => find(call, id),
    findByOrigin: (originId) => find(call, call.store.idOfOrigin("sub_jobs", call.companyId, originId)),
    write: (row, existing) => write(call, row, existing),
  });
}

/**
 * There is no origin_code: the code is the visible one. While the sub job is synced it is locked with the name, but not for the
 * integration, which names the origin.
 */
function write(
  call: RestCall,
  attributes: unknown,
  existing: SubJob | null,
): { entity: unknown } | { errors: FieldErrors } {
  const parsed = written.safeParse(attributes);
  if (!parsed.success) return { errors: fieldErrors(parsed.error) };
  const change = parsed.data;
  const errors: FieldErrors = originErrors(
    call.store,
    "sub_jobs",
    call.companyId,
    change.origin_id,
    existing?.id ?? null,
  );
  for (const field of ["name", "code"] as const) {
    if (!existing && !change[field]) errors[field] = ["can't be blank"];
    const isOwner = existing?.origin_id === change.origin_id;
    if (existing?.origin_id && !isOwner && change[field] !== undefined && change[field] !== existing[field])
      errors[field] = ["cannot be changed while the sub job is synced with the ERP system"];
  }
  if (hasErrors(errors)) return { errors };
  const record = { ...(existing ?? { project_id: requireProject(call).id }), ...change } as Incoming<"sub_jobs">;
  return { entity: shapeSubJob(call.store.save("sub_jobs", record, SERVICE_USER_ID)) };
}
