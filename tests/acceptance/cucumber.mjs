// @wip scenarios say how a promise will be proven; all.mjs counts and names them.
export default {
    paths: ['../../promises/*.feature'],
    import: ['steps/*.mjs'],
    tags: 'not @wip',
    strict: true,
    format: ['summary', 'json:../output/acceptance/promises.json'],
    publish: false,
};
