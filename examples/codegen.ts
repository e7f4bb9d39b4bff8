import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: 'schema.graphql', // as the server has it at /schema.graphql
  documents: ['{apollo,codegen,urql}/*.ts'],
  generates: {
    'generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        strictScalars: true, // a scalar that is not named here is an error, not any
        scalars: { Date: '../codegen/date.js#PartialDate', BigInt: 'string' },
        useTypeImports: true,
        enumsAsTypes: true,
      },
    },
    'generated/possible-types.ts': { plugins: ['fragment-matcher'], config: { useExplicitTyping: true } },
  },
};

export default config;
