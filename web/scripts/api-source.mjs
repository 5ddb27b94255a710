// The one place that says which description the client is generated from.

export const apiSource = '../docs/openapi.json';
export const apiTarget = 'src/shared/api/schema.gen.ts';
