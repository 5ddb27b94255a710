// Care comes last: it lets months pass on the clock that all share, and the makers' recordings end where they end.
// @wip scenarios say how a promise will be proven; all.mjs counts and names them.
const features = (process.env.ACCEPTANCE_FEATURES ?? '').split(' ').filter(Boolean);
export default {
    paths: features.length ? features.map((id) => `../../promises/${id}.feature`) : ['D', 'S', 'C'].map((part) => `../../promises/${part}*.feature`),
    import: ['steps/*.mjs'],
    tags: 'not @wip',
    strict: true,
    format: ['summary', 'json:../output/acceptance/promises.json'],
    publish: false,
};
