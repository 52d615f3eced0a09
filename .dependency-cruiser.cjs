/** One rule per arrow that must never be; the same table, in the same order, stands in ARCHITECTURE.md. */
const never = (name, from, to) => ({ name, severity: 'error', from, to });

module.exports = {
  forbidden: [
    never('nothing goes in circles', {}, { circular: true }),
    never('the SDK knows nobody', { path: '^packages/zadarma/src' }, { path: '^(packages/(telephony|contract)|apps)/' }),
    never('the engine knows only the SDK', { path: '^packages/telephony/src' }, { path: '^(packages/contract|apps)/' }),
    never(
      'the engine does no input or output',
      { path: '^packages/telephony/src', pathNot: '\\.test\\.ts$' },
      { dependencyTypes: ['core'] },
    ),
    never(
      'only the dialect says the words of the PBX',
      { path: '^packages/telephony/src', pathNot: '/dialects/|\\.test\\.ts$' },
      { path: '^packages/zadarma/' },
    ),
    never('the contract knows nobody', { path: '^packages/contract/src' }, { path: '^(packages/(zadarma|telephony)|apps)/' }),
    never(
      'the pretend cloud takes only types from the SDK',
      { path: '^apps/simulator/src', pathNot: '\\.test\\.ts$' },
      { path: '^packages/zadarma/', dependencyTypesNot: ['type-only'] },
    ),
    never(
      'the pretend cloud never sees the engine',
      { path: '^apps/simulator/' },
      { path: '^(packages/(telephony|contract)|apps/(server|web))/' },
    ),
    never(
      'pages talk to the server through the contract',
      { path: '^apps/web/src' },
      { path: '^(packages/(zadarma|telephony)|apps/(server|simulator))/' },
    ),
    never(
      'only the demo starts the pretend cloud',
      { path: '^apps/server/src', pathNot: '^apps/server/src/(cli|demo)/' },
      { path: '^apps/simulator/' },
    ),
    never(
      'a feature reaches another only through what main hands it',
      { path: '^apps/server/src/features/([^/]+)/' },
      { path: '^apps/server/src/features/', pathNot: '^apps/server/src/features/$1/', dependencyTypesNot: ['type-only'] },
    ),
    never('web: ui and lib know no feature', { path: '^apps/web/src/(ui|lib)/' }, { path: '^apps/web/src/(features|app)/' }),
    never('web: features know no app', { path: '^apps/web/src/features/' }, { path: '^apps/web/src/app/' }),
    never('no test code in the product', { path: '/src/', pathNot: '\\.test\\.tsx?$' }, { path: '\\.test\\.tsx?$' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|dist-types|node_modules)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js'],
    },
  },
};
