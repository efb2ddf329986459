import { findingMakers } from "#lib/core/finding-makers.ts";

export const makers = findingMakers("commitment");
export const { inProcore, inExportField } = makers;
