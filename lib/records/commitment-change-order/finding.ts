import { findingMakers } from "#lib/core/finding-makers.ts";

export const makers = findingMakers("change_order");
export const { inProcore, inExportField, inSage } = makers;
