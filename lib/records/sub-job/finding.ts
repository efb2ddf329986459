import { findingMakers } from "#lib/core/finding-makers.ts";

export const makers = findingMakers("sub_job");
export const { inProcore, inExportField, inSage } = makers;
