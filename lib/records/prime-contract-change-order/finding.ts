import { findingMakers } from "#lib/core/finding-makers.ts";

export const makers = findingMakers("prime_change_order");
export const { inProcore, inExportField, inSage } = makers;
