/** The statuses of Procore's documents (domain/procore-rest-api.md 3.2). */
export const WORK_ORDER_STATUSES = [
  "Draft",
  "Out For Bid",
  "Out For Signature",
  "Approved",
  "Complete",
  "Terminated",
  "Void",
] as const;
export const PURCHASE_ORDER_STATUSES = [
  "Draft",
  "Processing",
  "Submitted",
  "Partially Received",
  "Received",
  "Approved",
  "Closed",
] as const;
export const PRIME_CONTRACT_STATUSES = [
  "Draft",
  "Out For Bid",
  "Out For Signature",
  "Approved",
  "Complete",
  "Terminated",
] as const;
export const PACKAGE_STATUSES = [
  "draft",
  "not_pricing",
  "pricing",
  "pending",
  "revised",
  "proceeding",
  "not_proceeding",
  "no_charge",
  "approved",
  "rejected",
  "void",
] as const;
