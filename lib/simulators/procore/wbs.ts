type Coded = { cost_code_id?: number | null | undefined; line_item_type_id?: number | null | undefined };

/** Room for the cost type inside the id of a WBS code, which is made of both ids. */
const WBS_BASE = 1_000_000;

export function wbsId({ cost_code_id: code, line_item_type_id: type }: Coded): number {
  return (code ?? 0) * WBS_BASE + (type ?? 0);
}

export function readWbsId(id: number): { cost_code_id: number; line_item_type_id: number | null } {
  return { cost_code_id: Math.floor(id / WBS_BASE), line_item_type_id: id % WBS_BASE || null };
}
