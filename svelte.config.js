/** Svelte for the renderer. Fragments are built node by node, not with innerHTML, so that trusted types need no policy. */
export default { compilerOptions: { runes: true, fragments: 'tree' } };
