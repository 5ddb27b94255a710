// The one place that says which description the client is generated from.
// Switch to '../docs/openapi.json' once the server generates it, then run `npm run generate`.
export const apiSource = 'openapi.provisional.json';
export const apiTarget = 'src/shared/api/schema.gen.ts';
